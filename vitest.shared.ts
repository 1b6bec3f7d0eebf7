import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** What every package's tests have in common: the report that `scripts/test-summary.ts` adds up. */
const config: ViteUserConfig = defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // Only for what hangs: with all packages at once on two cores, what takes a second alone may take ten.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: '.reports/vitest.json' }]],
  },
});

export default config;
