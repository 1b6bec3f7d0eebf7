import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** What every package's tests have in common: the report that `scripts/test-summary.ts` adds up. */
const config: ViteUserConfig = defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: '.reports/vitest.json' }]],
  },
});

export default config;
