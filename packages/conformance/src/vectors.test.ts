import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/**
 * Runs the recorded vectors in a process of their own: the runner sets the clock of its process. It writes to a file,
 * because it exits without waiting for a pipe to take its last words.
 */
async function run(...options: readonly string[]): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'vectors-'));
  const file = join(folder, 'report.txt');
  const output = await open(file, 'w');
  try {
    const runs = spawn(process.execPath, [runner, adapter, ...options], {
      stdio: ['ignore', output.fd, output.fd],
    });
    // The runner fails when any answer does; what it says counts.
    await once(runs, 'exit');
    const report = await readFile(file, 'utf8');
    const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(report) ?? [];
    if (passed === undefined || failed === undefined)
      throw new Error(`The runner did not finish: ${report.slice(-4_000)}`);
    return { passed: Number(passed), failed: Number(failed), report: report.slice(-4_000) };
  } finally {
    await output.close();
    await rm(folder, { recursive: true });
  }
}
