import { StatsigError } from '@acme/statsig-core';
import { errorText } from './diagnostics/error-text.ts';
import type { Logger } from './diagnostics/logger.ts';
import type { SpecsUpdated } from './specs/spec-intake.ts';

/** What one can listen to, and what a listener gets. */
export interface StatsigEvents {
  /** New specs are in use. Not announced: polls without news, specs that say the same, and older ones. */
  readonly specsUpdated: SpecsUpdated;
  /**
   * Something is degraded: specs that cannot be had or read, events that cannot be delivered. A refused key is announced
   * once, not with each poll.
   */
  readonly error: StatsigError;
}

/** Until when a listener listens. */
export interface SubscriptionOptions {
  /**
   * @defaultValue For as long as the SDK object lives.
   */
  readonly signal?: AbortSignal | undefined;
}

type Listener<Name extends keyof StatsigEvents> = (event: StatsigEvents[Name]) => void;

/** The listeners of one SDK object. */
export class Subscriptions {
  readonly #logger: Logger;
  readonly #listeners: { readonly [Name in keyof StatsigEvents]: Set<{ readonly call: Listener<Name> }> } = {
    specsUpdated: new Set(),
    error: new Set(),
  };

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  add<Name extends keyof StatsigEvents>(
    name: Name,
    listener: Listener<Name>,
    { signal }: SubscriptionOptions = {},
  ): void {
    const listeners: Set<{ readonly call: Listener<Name> }> | undefined = this.#listeners[name];
    if (listeners === undefined) throw unknownEvent(name);
    if (typeof listener !== 'function') throw noListener(name);
    if (signal?.aborted === true) return;
    const entry = { call: listener };
    listeners.add(entry);
    signal?.addEventListener('abort', () => listeners.delete(entry), { once: true });
  }

  /** Calls each listener; what one throws is logged, and the others are called all the same. */
  emit<Name extends keyof StatsigEvents>(name: Name, event: StatsigEvents[Name]): void {
    const onThrow = (error: unknown): void =>
      this.#logger.error(`A listener to "${name}" threw: ${errorText(error)}`);
    for (const { call } of [...this.#listeners[name]]) {
      // Async, so that a listener that returns a rejecting promise is caught like one that throws.
      const called = (async () => call(event))();
      called.catch(onThrow);
    }
  }
}

function noListener(name: string): StatsigError {
  const message = `What listens to "${name}" has to be a function.`;
  return new StatsigError('INVALID_OPTIONS', message);
}

function unknownEvent(name: string): StatsigError {
  const message = `There is no event "${name}" to listen to: use "specsUpdated" or "error".`;
  return new StatsigError('INVALID_OPTIONS', message);
}
