import type { StatsigNetworkError } from '../http/network-error.ts';
import { backoffMs, jitteredMs } from '../time/backoff.ts';

const firstRetryMs = 1_000;
/** With events waiting, a sink that comes back is found out this soon. */
const longestRetryMs = 5_000;
/** Someone has to change something first: a key, a URL. */
const parkedMs = 60_000;

/** What the last attempts say about the sink, and how long it is left alone after one that failed. */
export class SinkHealth {
  #failures = 0;
  #isParked = false;
  #lastRefusal: number | undefined;
  #failingMs = 0;

  /** Whether the last attempt failed. */
  get isFailing(): boolean {
    return this.#failures > 0;
  }

  /** Whether it waits for someone to change something. */
  get isParked(): boolean {
    return this.#isParked;
  }

  /**
   * How long the sink has failed, in all, in milliseconds: what attempts and the waits after them took. No clock that
   * jumps and no process that is frozen makes it longer.
   */
  get failingMs(): number {
    return this.#failingMs;
  }

  /** Someone wants to know whether it still is as it was. */
  unpark(): void {
    this.#isParked = false;
  }

  /** Counts what a failed attempt or the wait after it took. */
  spend(ms: number): void {
    this.#failingMs += ms;
  }

  /** Any batch was accepted, or was refused for what is in it. */
  succeeded(): void {
    this.#failures = 0;
    this.#isParked = false;
    this.#lastRefusal = undefined;
  }

  /**
   * @param random - From 0 to 1.
   * @returns How long to wait, in milliseconds, and whether the failure is news: a refusal that repeats itself is none.
   */
  failed(
    { retryable, status, retryAfterMs = 0 }: StatsigNetworkError,
    random: number,
  ): { readonly waitMs: number; readonly isNews: boolean } {
    this.#failures += 1;
    this.#isParked = !retryable;
    const refusal = retryable ? undefined : status;
    const isNews = refusal === undefined || refusal !== this.#lastRefusal;
    this.#lastRefusal = refusal;
    if (this.#isParked) return { waitMs: jitteredMs(parkedMs, random), isNews };
    const backoff = { baseMs: firstRetryMs, capMs: longestRetryMs, random };
    return { waitMs: Math.max(retryAfterMs, backoffMs(this.#failures, backoff)), isNews };
  }
}
