import type { Clock } from './clock.ts';

/** A clock that knows which waits are only for the next round of background work. */
export interface WakingClock extends Clock {
  /**
   * @param options - `isIdle`: whether nothing goes on until then. Where work belongs to invocations there is no timer for
   *   such a wait: it ends when the time is read after its end.
   */
  sleep(ms: number, signal: AbortSignal, options?: SleepOptions): Promise<void>;
}

interface SleepOptions {
  readonly keepAlive?: boolean | undefined;
  readonly isIdle?: boolean | undefined;
}

/** Keeps a serverless invocation running until some work is over. */
export type WaitUntil = (work: Promise<unknown>) => void;

interface Sleeper {
  readonly since: number;
  readonly until: number;
  /** Ends the sleep; called by whoever reads the time too late. */
  readonly wake: () => void;
}

/** A timer that is late by this much stands still; anything less is a busy process. */
const stoppedMs = 1_000;

/**
 * A clock whose sleeps end although timers stand still, as in a serverless runtime that was frozen between invocations:
 * reading the time, which nearly all work does, wakes whoever should be awake by then. So does a time from before the sleep.
 *
 * @param waitUntil - When given, idle waits have no timer, and gets the work that their end begins.
 */
export function wakingClock(clock: Clock, waitUntil?: WaitUntil): WakingClock {
  const rounds = waitUntil === undefined ? undefined : new Rounds(waitUntil);
  const sleepers = new Sleepers(waitUntil === undefined ? stoppedMs : 0);
  return {
    random: () => clock.random(),
    now() {
      const now = clock.now();
      sleepers.wakeLate(now);
      return now;
    },
    async sleep(ms, signal, options) {
      const ending = new AbortController();
      const idle = options?.isIdle === true ? rounds : undefined;
      idle?.end();
      const end = (): void => ending.abort();
      const wake = (): void => {
        if (!ending.signal.aborted) idle?.begin(signal);
        end();
      };
      signal.throwIfAborted();
      signal.addEventListener('abort', end, { once: true });
      const since = clock.now();
      const leave = sleepers.add({ since, until: since + ms, wake });
      try {
        await (idle === undefined ? clock.sleep(ms, ending.signal, options) : aborted(ending.signal));
      } catch (error) {
        if (!ending.signal.aborted) throw error;
        signal.throwIfAborted();
      } finally {
        leave();
        signal.removeEventListener('abort', end);
      }
    },
  };
}

/** All who sleep. */
class Sleepers {
  readonly #all = new Set<Sleeper>();
  readonly #graceMs: number;
  /** Nobody oversleeps between these two, so that most readings of the time cost no more than two comparisons. */
  #earliest = Number.NEGATIVE_INFINITY;
  #latest = Number.POSITIVE_INFINITY;

  constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  /** @returns Takes the sleeper out. */
  add(sleeper: Sleeper): () => void {
    this.#all.add(sleeper);
    this.#setBounds();
    return () => {
      this.#all.delete(sleeper);
      this.#setBounds();
    };
  }

  wakeLate(now: number): void {
    if (now <= this.#latest && now >= this.#earliest) return;
    for (const { since, until, wake } of this.#all) {
      if (now > until + this.#graceMs || now < since - stoppedMs) wake();
    }
  }

  #setBounds(): void {
    const all = [...this.#all];
    this.#earliest = Math.max(...all.map(({ since }) => since - stoppedMs));
    this.#latest = Math.min(...all.map(({ until }) => until + this.#graceMs));
  }
}

/** The work between idle waits, of all who wait. */
class Rounds {
  readonly #waitUntil: WaitUntil;
  #running = 0;
  #over = new AbortController();

  constructor(waitUntil: WaitUntil) {
    this.#waitUntil = waitUntil;
  }

  /** @param signal - Ends the round early. */
  begin(signal: AbortSignal): void {
    this.#running += 1;
    if (this.#running === 1) {
      this.#over = new AbortController();
      this.#waitUntil(aborted(this.#over.signal).catch(() => undefined));
    }
    signal.addEventListener('abort', () => this.end(), { once: true, signal: this.#over.signal });
  }

  end(): void {
    this.#running = Math.max(0, this.#running - 1);
    if (this.#running === 0) this.#over.abort();
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
