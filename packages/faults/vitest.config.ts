import { defineConfig, type ViteUserConfig } from 'vitest/config';

const test = { testTimeout: 120_000, hookTimeout: 120_000 };

/** Faults (`*.test.ts`) take seconds and are repeated; soaks (`*.soak.ts`) take minutes and run once, one at a time. */
const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      { test: { ...test, name: 'faults', include: ['src/**/*.test.ts'], maxWorkers: 2 } },
      {
        test: {
          name: 'soaks',
          include: ['src/**/*.soak.ts'],
          testTimeout: 1_800_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

export default config;
