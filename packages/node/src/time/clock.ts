import { setTimeout as timeout } from 'node:timers/promises';

/**
 * Time and chance, injectable so that tests never wait and always repeat.
 *
 * @see {@link systemClock}
 */
export interface Clock {
  /** The current time, in milliseconds since the Unix epoch. */
  now(): number;
  /**
   * Resolves after `ms` milliseconds; rejects with `signal.reason` when aborted first.
   *
   * @param options - `keepAlive`: whether the process stays alive for it. Background work never asks for that; what an
   *   application awaits (`initialize`, `flush`, `shutdown`) does.
   */
  sleep(
    ms: number,
    signal: AbortSignal,
    options?: { readonly keepAlive?: boolean | undefined },
  ): Promise<void>;
  /** A number from 0 up to, but not including, 1. Spreads polls and retries, so that a fleet does not march in step. */
  random(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal, options) => {
    try {
      await timeout(Math.min(ms, longestDelayMs), undefined, { signal, ref: options?.keepAlive === true });
    } catch (error) {
      // Node rejects with an AbortError that hides the reason.
      throw signal.aborted ? signal.reason : error;
    }
  },
  random: () => Math.random(),
};

/** The longest delay that Node's timers keep; anything longer would fire at once. */
export const longestDelayMs: number = 2_147_483_647;
