import type { Clock } from './clock.ts';

/** A wait that may be cut short, one at a time. */
export class Nap {
  readonly #clock: Clock;
  #ending: AbortController | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether someone waits. */
  get isOn(): boolean {
    return this.#ending !== undefined;
  }

  /** Resolves after `ms` milliseconds, or when it is woken. */
  async take(ms: number): Promise<void> {
    const ending = new AbortController();
    this.#ending = ending;
    await this.#clock.sleep(ms, ending.signal).catch(() => undefined);
    this.#ending = undefined;
  }

  wake(): void {
    this.#ending?.abort();
  }
}
