import { consume } from '../consumed.ts';
import { collectGarbage } from '../garbage.ts';
import type { Sample } from './work.ts';

/** Does something `count` times and returns what came of it, so that nothing can be left out. */
export type Batch = (count: number) => number;

interface Durations {
  /** How long to go on before the first sample. */
  readonly warmUpMs: number;
  /** How long a sample takes at least. */
  readonly sampleMs: number;
}

/**
 * Warms a batch up, finds out how many repetitions make a sample, and times that many.
 *
 * @returns A sample in nanoseconds per repetition.
 */
export function repeated(batch: Batch, isQuick: boolean): Sample {
  const { warmUpMs, sampleMs } = isQuick ? quick : full;
  const count = warmUp(batch, warmUpMs, sampleMs);
  return () => {
    collectGarbage();
    return timed(batch, count) / count;
  };
}

const full: Durations = { warmUpMs: 800, sampleMs: 120 };
const quick: Durations = { warmUpMs: 200, sampleMs: 30 };

/** Whole rounds through all users, so that each sample asks the same. */
const roundCount = 10_000;

function warmUp(batch: Batch, warmUpMs: number, sampleMs: number): number {
  const start = performance.now();
  let perRound = Number.POSITIVE_INFINITY;
  while (performance.now() - start < warmUpMs) {
    perRound = Math.min(perRound, timed(batch, roundCount) / 1e6);
  }
  return roundCount * Math.max(1, Math.ceil(sampleMs / perRound));
}

/** In nanoseconds. */
function timed(batch: Batch, count: number): number {
  const start = process.hrtime.bigint();
  consume(batch(count));
  return Number(process.hrtime.bigint() - start);
}
