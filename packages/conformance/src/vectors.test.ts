import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Recorded answers of the official SDKs on real and generated projects. They are no part of the repository. */
const vectors = new URL('../../../../shared/vectors/', import.meta.url);
const runner = fileURLToPath(new URL('run-vectors.mjs', vectors));
const adapter = fileURLToPath(new URL('../vectors-adapter.js', import.meta.url));
const hasVectors = existsSync(runner);
if (!hasVectors) process.stdout.write('conformance: no recorded vectors beside the repository, skipped\n');

describe.skipIf(!hasVectors)('recorded answers', () => {
  // What is left is known: see `known-differences.ts`.
  it.each`
    expected    | format  | maxPercent
    ${'legacy'} | ${'v1'} | ${0.2}
    ${'core'}   | ${'v2'} | ${2}
    ${'agreed'} | ${'v1'} | ${0}
  `(
    'are given again: $expected for $format payloads, at most $maxPercent % otherwise',
    { timeout: 120_000 },
    async ({ expected, format, maxPercent }: Row) => {
      const { passed, failed, report } = await run('--expect', expected, '--format', format, '--no-gcir');

      const percent = (100 * failed) / (passed + failed);
      process.stdout.write(
        `conformance, vectors: ${expected} ${format}, ${passed} passed, ${failed} failed (${percent.toFixed(3)} %)\n`,
      );
      expect(passed).toBeGreaterThan(10_000);
      expect(percent, report).toBeLessThanOrEqual(maxPercent);
    },
  );
});

interface Row {
  readonly expected: string;
  readonly format: string;
  readonly maxPercent: number;
}

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** The end of what the runner says: the mismatches by class. */
  readonly report: string;
}

/** Runs the recorded vectors in a process of their own: the runner sets the clock of its process. */
function run(...options: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    // The runner fails when any answer does; what it says counts.
    execFile(process.execPath, [runner, adapter, ...options], { maxBuffer: 1 << 26 }, (_, stdout, stderr) => {
      const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(stdout) ?? [];
      if (passed === undefined || failed === undefined)
        reject(new Error(`The runner did not finish: ${stderr}`));
      else resolve({ passed: Number(passed), failed: Number(failed), report: stdout.slice(-4_000) });
    });
  });
}
