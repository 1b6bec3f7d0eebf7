import {
  hasChanges,
  hasUpdates,
  isStatsigError,
  type SpecChanges,
  type SpecIssue,
  StatsigError,
  specChanges,
} from '@acme/statsig-core';
import { errorText } from '../diagnostics/error-text.ts';
import { StatsigNetworkError } from '../http/network-error.ts';
import { backoffMs, jitteredMs } from '../time/backoff.ts';
import { withDeadline } from '../time/deadline.ts';
import { inSlices } from '../time/in-slices.ts';
import type { WakingClock } from '../time/waking-clock.ts';
import { readSpecs } from './read-specs.ts';
import { refuseShrinking } from './shrink-guard.ts';
import type { SpecSource, SpecsUpdate } from './spec-source.ts';
import type { SpecStore } from './spec-store.ts';

/** News that new specs are in use. */
export interface SpecsUpdated {
  /** When the project last changed, by the server's clock, in epoch milliseconds; 0 when the specs do not say. */
  readonly lcut: number;
  /** E.g. `Network`, `Bootstrap`. */
  readonly source: string;
  /** When the specs arrived, in epoch milliseconds. */
  readonly receivedAt: number;
  /** What is different now, by name; of the first specs everything is added. */
  readonly changes: SpecChanges;
}

/** What a sync needs, and whom it tells. */
export interface SpecSyncOptions {
  readonly store: SpecStore;
  readonly clock: WakingClock;
  /** Asked once, before `source`. */
  readonly bootstrap: SpecSource | undefined;
  /** Polled; without it the specs of the bootstrap stay. */
  readonly source: SpecSource | undefined;
  readonly intervalMs: number;
  readonly requestTimeoutMs: number;
  /** An update that takes away more of the specs in use is refused. */
  readonly maxRemovedPercent: number;
  onUpdate(update: SpecsUpdated): void;
  onError(error: StatsigError): void;
}

/** While there are no specs at all, the first retry comes within this. */
const firstRetryMs = 1_000;
const longestBackoffMs = 300_000;

/** A refused key is not forgotten, but it rarely gets better within seconds. */
const refusedFactor = 5;

/** Keeps the specs up to date: pull, parse, compile, store, wait, and again. */
export class SpecSync {
  readonly #options: SpecSyncOptions;
  /** What was last read, so that a server which repeats itself costs no parsing and makes no news. */
  #lastPayload: unknown;
  #lastRefusal: string | undefined;
  #isRunning = false;
  /** Who waits for the outcome of the next pull. */
  readonly #asking = new Set<(outcome: StatsigError | null) => void>();
  #endWait = (): void => undefined;

  constructor(options: SpecSyncOptions) {
    this.#options = options;
  }

  /**
   * Starts, and goes on until `signal` aborts, whatever happens. Called again, pulls at once. There is never more than one
   * pull at a time, because the wait for the next one starts when the last one ends.
   *
   * @returns The outcome of the next pull to end, however late it comes; null when there are specs now.
   */
  start(signal: AbortSignal): Promise<StatsigError | null> {
    return new Promise((resolve) => {
      this.#asking.add(resolve);
      if (this.#isRunning) this.#endWait();
      else void this.#runUntil(signal);
    });
  }

  async #runUntil(signal: AbortSignal): Promise<void> {
    this.#isRunning = true;
    const outcome = await this.#run(signal).catch(stopped);
    this.#isRunning = false;
    this.#tell(outcome);
  }

  /** @returns The last outcome, where there is nothing to poll. */
  async #run(signal: AbortSignal): Promise<StatsigError | null> {
    const { bootstrap, source, store } = this.#options;
    signal.throwIfAborted();
    const start = bootstrap === undefined ? null : await this.#sync(bootstrap, signal);
    if (source === undefined) return start;
    if (!store.isEmpty) this.#tell(start);
    for (let failures = 0; ; ) {
      const outcome = await this.#sync(source, signal);
      this.#tell(outcome);
      failures = outcome === null ? 0 : failures + 1;
      await this.#wait(this.#waitMs(outcome, failures), signal);
    }
  }

  #tell(outcome: StatsigError | null): void {
    for (const resolve of this.#asking) resolve(outcome);
    this.#asking.clear();
  }

  async #wait(ms: number, signal: AbortSignal): Promise<void> {
    const ending = new AbortController();
    const end = (): void => ending.abort();
    this.#endWait = end;
    signal.addEventListener('abort', end, { once: true });
    await this.#options.clock.sleep(ms, ending.signal, { isIdle: true }).catch(() => undefined);
    signal.removeEventListener('abort', end);
    signal.throwIfAborted();
  }

  async #sync(source: SpecSource, signal: AbortSignal): Promise<StatsigError | null> {
    const { store, clock, requestTimeoutMs: ms } = this.#options;
    try {
      const pull = (ending: AbortSignal): Promise<SpecsUpdate | undefined> =>
        source.pull(store.since, ending);
      const timeoutError = (): Error => late(source.name, ms);
      const update = await withDeadline(pull, { clock, ms, signal, timeoutError });
      await this.#apply(update, source.name);
      this.#lastRefusal = undefined;
      return null;
    } catch (error) {
      signal.throwIfAborted();
      const failure = isStatsigError(error) ? error : broken(source.name, error);
      this.#report(failure);
      return failure;
    }
  }

  async #apply(update: SpecsUpdate | undefined, name: string): Promise<void> {
    const { store, clock, maxRemovedPercent, onUpdate } = this.#options;
    if (update !== undefined && update.payload === this.#lastPayload) return;
    if (update === undefined || !hasUpdates(update.payload)) {
      if (store.isEmpty) throw nothingYet(name);
      return;
    }
    const { source, payload } = update;
    const receivedAt = clock.now();
    const now = (): number => clock.now();
    const previous = store.isEmpty ? undefined : store.current;
    const specs = await readSpecs(payload, { previous, source, receivedAt, onIssue: this.#onIssue, now });
    if (store.accepts(specs)) {
      const changes = await inSlices(specChanges(store.current, specs), now);
      if (previous !== undefined) refuseShrinking({ previous, next: specs, changes }, maxRemovedPercent);
      store.replace(specs);
      if (previous === undefined || hasChanges(changes)) {
        onUpdate({ lcut: specs.lcut, source, receivedAt, changes });
      }
    }
    this.#lastPayload = payload;
  }

  readonly #onIssue = ({ kind, name, message }: SpecIssue): void => {
    const text = `The ${kind} "${name}" cannot be read, and answers as if it did not exist: ${message}`;
    this.#options.onError(new StatsigError('INVALID_SPECS', text));
  };

  /** Each failure is news, except a refusal that repeats itself. */
  #report(failure: StatsigError): void {
    const refusal = isRefusal(failure) ? `${failure.code} ${failure.status}` : undefined;
    if (refusal === undefined || refusal !== this.#lastRefusal) this.#options.onError(failure);
    this.#lastRefusal = refusal;
  }

  #waitMs(failure: StatsigError | null, failures: number): number {
    const { clock, store, intervalMs } = this.#options;
    const random = clock.random();
    if (failure === null) return jitteredMs(intervalMs, random);
    if (isRefusal(failure)) return jitteredMs(intervalMs * refusedFactor, random);
    const baseMs = store.isEmpty ? Math.min(firstRetryMs, intervalMs) : intervalMs;
    const retryAfterMs = failure instanceof StatsigNetworkError ? (failure.retryAfterMs ?? 0) : 0;
    return Math.max(retryAfterMs, backoffMs(failures, { baseMs, capMs: longestBackoffMs, random }));
  }
}

/** Whether the server answered that it will not serve this request, now or soon. */
function isRefusal(error: StatsigError): error is StatsigNetworkError {
  return error instanceof StatsigNetworkError && !error.retryable;
}

function nothingYet(name: string): StatsigError {
  const message = `The specs source ${name} says that nothing is new, but there are no specs yet.`;
  return new StatsigError('INVALID_SPECS', message);
}

function late(name: string, ms: number): StatsigNetworkError {
  const message = `The specs source ${name} gave no answer within ${ms} ms (requestTimeoutMs).`;
  return new StatsigNetworkError(message, { code: 'TIMEOUT', retryable: true });
}

function broken(name: string, error: unknown): StatsigNetworkError {
  return new StatsigNetworkError(`The specs source ${name} failed: ${errorText(error)}`, {
    retryable: true,
    cause: error,
  });
}

function stopped(): StatsigError {
  return new StatsigError('SHUT_DOWN', 'The SDK was shut down before it had specs.');
}
