/** How long to wait after failures. */
export interface BackoffOptions {
  /** The longest wait after the first failure; doubles with each further one. */
  readonly baseMs: number;
  /** The longest wait after any number of failures. */
  readonly capMs: number;
  /** A number from 0 to 1. */
  readonly random: number;
}

/**
 * How long to wait after a number of failures in a row, with full jitter: anything from nothing to
 * `baseMs * 2 ** (failures - 1)`, so that clients which failed together do not come back together.
 *
 * @param failures - From 1.
 * @returns Milliseconds, at most `capMs`.
 */
export function backoffMs(failures: number, { baseMs, capMs, random }: BackoffOptions): number {
  // 2 ** 1024 is Infinity, which the cap takes care of.
  return random * Math.min(capMs, baseMs * 2 ** (failures - 1));
}

/** `ms` give or take a tenth: what keeps the polls of a fleet apart. */
export function jitteredMs(ms: number, random: number): number {
  return ms * (0.9 + 0.2 * random);
}
