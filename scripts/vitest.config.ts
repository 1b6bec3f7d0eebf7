import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    include: ['**/*.test.ts'],
    // Where `test-summary.ts` looks for the root's own report.
    reporters: ['default', ['json', { outputFile: '../.reports/vitest.json' }]],
  },
});
