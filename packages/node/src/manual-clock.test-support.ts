import type { Clock } from './time/clock.ts';

interface Sleeper {
  readonly ms: number;
  until: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  #now: number;
  readonly #sleepers = new Set<Sleeper>();
  readonly #watchers = new Set<() => void>();
  /** What `random()` says. */
  chance = 0.5;

  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.chance;
  }

  /** How long everyone who sleeps wanted to, in milliseconds. */
  get sleeps(): readonly number[] {
    return [...this.#sleepers].map(({ ms }) => ms);
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      };
      const wake = (): void => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      const sleeper = { ms, until: this.#now + ms, wake };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#sleepers.add(sleeper);
      for (const watcher of this.#watchers) watcher();
    });
  }

  /** Resolves as soon as someone sleeps for `ms`. */
  sleeping(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const watcher = (): void => {
        if (!this.sleeps.includes(ms)) return;
        this.#watchers.delete(watcher);
        resolve();
      };
      this.#watchers.add(watcher);
      watcher();
    });
  }

  /** Lets time pass, waking everyone in their order. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    for (let next = this.#next(target); next !== undefined; next = this.#next(target)) {
      this.#now = next.until;
      this.#sleepers.delete(next);
      next.wake();
      await settle();
    }
    this.#now = target;
    await settle();
  }

  /** Lets time pass while timers stand still. */
  freeze(ms: number): void {
    this.#now += ms;
  }

  /** Shows another time at once, which no one who sleeps notices: a machine was suspended, or its clock was set. */
  jump(ms: number): void {
    this.#now += ms;
    for (const sleeper of this.#sleepers) sleeper.until += ms;
  }

  #next(target: number): Sleeper | undefined {
    return [...this.#sleepers]
      .filter(({ until }) => until <= target)
      .sort((left, right) => left.until - right.until)[0];
  }
}

/** Lets everything happen that needs neither time nor another process. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}
