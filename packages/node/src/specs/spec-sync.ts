import { isStatsigError, StatsigError } from '@acme/statsig-core';
import { errorText } from '../diagnostics/error-text.ts';
import { StatsigNetworkError } from '../http/network-error.ts';
import { backoffMs, jitteredMs } from '../time/backoff.ts';
import { longestDelayMs } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import type { WakingClock } from '../time/waking-clock.ts';
import type { HeldBootstrap } from './bootstrap-spec-source.ts';
import type { SpecIntake } from './spec-intake.ts';
import type { SpecSharing } from './spec-sharing.ts';
import type { SpecSource, SpecsUpdate } from './spec-source.ts';
import type { SpecStore } from './spec-store.ts';

/** What a sync needs, and whom it tells. */
export interface SpecSyncOptions {
  readonly store: SpecStore;
  readonly intake: SpecIntake;
  readonly clock: WakingClock;
  /** Asked once, before all others. */
  readonly bootstrap: HeldBootstrap | undefined;
  /** Polled; without it the specs of the start stay. */
  readonly source: SpecSource | undefined;
  /** What other processes know; undefined without a data adapter. */
  readonly sharing: SpecSharing | undefined;
  readonly intervalMs: number;
  /** Whether to pull only when asked, once there are specs. */
  readonly disablePolling: boolean;
  readonly requestTimeoutMs: number;
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
  #lastRefusal: string | undefined;
  #isRunning = false;
  /** Who waits for the outcome of the next pull. */
  readonly #asking = new Set<(outcome: StatsigError | null) => void>();
  #confirmedAt = 0;
  #endWait = (): void => undefined;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: SpecSyncOptions) {
    this.#options = options;
  }

  /** Resolves when all is left in order after `signal` aborted. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** When a source last said what the newest specs are, in epoch milliseconds; 0 when none has. */
  get confirmedAt(): number {
    return this.#confirmedAt;
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
      else this.#ended = this.#runUntil(signal);
    });
  }

  async #runUntil(signal: AbortSignal): Promise<void> {
    this.#isRunning = true;
    const outcome = await this.#run(signal).catch(stopped);
    this.#isRunning = false;
    this.#tell(outcome);
    await this.#options.sharing?.endTurn();
  }

  /** @returns The last outcome, where there is nothing to poll. */
  async #run(signal: AbortSignal): Promise<StatsigError | null> {
    const { store, intake, bootstrap, sharing, source } = this.#options;
    signal.throwIfAborted();
    const start = bootstrap === undefined ? null : await this.#sync(bootstrap, signal);
    if (start === null) bootstrap?.release();
    if (!store.isEmpty) this.#tell(start);
    await this.#readShared(signal);
    if (source === undefined) return start;
    if (!store.isEmpty) this.#tell(null);
    for (let failures = 0; ; ) {
      while (this.#isDone) await this.#wait(longestDelayMs, signal);
      const outcome = await this.#next(source, signal);
      this.#tell(outcome);
      failures = outcome === null ? 0 : failures + 1;
      if (outcome === null) this.#confirmedAt = this.#options.clock.now();
      if (outcome !== null) await sharing?.endTurn();
      else if (intake.inUse !== undefined) await sharing?.publish(intake.inUse);
      // Who asked meanwhile does not wait.
      if (this.#asking.size === 0) await this.#wait(this.#waitMs(outcome, failures), signal);
    }
  }

  /** Whether nobody wants newer specs. */
  get #isDone(): boolean {
    const { store, disablePolling } = this.#options;
    return disablePolling && !store.isEmpty && this.#asking.size === 0;
  }

  #tell(outcome: StatsigError | null): void {
    for (const resolve of this.#asking) resolve(outcome);
    this.#asking.clear();
  }

  async #wait(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const ending = new AbortController();
    const end = (): void => ending.abort();
    this.#endWait = end;
    signal.addEventListener('abort', end, { once: true });
    await this.#options.clock.sleep(ms, ending.signal, { isIdle: true }).catch(() => undefined);
    signal.removeEventListener('abort', end);
    signal.throwIfAborted();
  }

  /** Asks the source, unless another process does and there are specs to go on with. */
  async #next(source: SpecSource, signal: AbortSignal): Promise<StatsigError | null> {
    const { store, sharing } = this.#options;
    if (store.isEmpty || sharing === undefined || (await sharing.takeTurn())) {
      return this.#sync(source, signal);
    }
    await this.#readShared(signal);
    return null;
  }

  async #readShared(signal: AbortSignal): Promise<void> {
    const { store, intake, sharing } = this.#options;
    const update = await sharing?.read(store.since);
    signal.throwIfAborted();
    if (update !== undefined)
      await intake.take(update).catch((error: unknown) => this.#report(asFailure('DataAdapter', error)));
  }

  async #sync(source: SpecSource, signal: AbortSignal): Promise<StatsigError | null> {
    const { store, intake, clock, requestTimeoutMs: ms } = this.#options;
    try {
      const pull = (ending: AbortSignal): Promise<SpecsUpdate | undefined> =>
        source.pull(store.since, ending);
      const timeoutError = (): Error => late(source.name, ms);
      const update = await withDeadline(pull, { clock, ms, signal, timeoutError });
      if (update !== undefined) await intake.take(update);
      if (store.isEmpty) throw nothingYet(source.name);
      this.#lastRefusal = undefined;
      return null;
    } catch (error) {
      signal.throwIfAborted();
      const failure = asFailure(source.name, error);
      this.#report(failure);
      return failure;
    }
  }

  /** Each failure is news, except a refusal that repeats itself. */
  #report(failure: StatsigError): void {
    const refusal = isRefusal(failure) ? `${failure.code} ${failure.status}` : undefined;
    if (refusal === undefined || refusal !== this.#lastRefusal) this.#options.onError(failure);
    this.#lastRefusal = refusal;
  }

  #waitMs(failure: StatsigError | null, failures: number): number {
    const { clock, store, sharing, intervalMs } = this.#options;
    const random = clock.random();
    // Who follows looks twice as often: reading is cheap, and whoever asks the server may be gone.
    if (failure === null) return jitteredMs(sharing?.isFollowing ? intervalMs / 2 : intervalMs, random);
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

function asFailure(name: string, error: unknown): StatsigError {
  if (isStatsigError(error)) return error;
  return new StatsigNetworkError(`The specs source ${name} failed: ${errorText(error)}`, {
    retryable: true,
    cause: error,
  });
}

function stopped(): StatsigError {
  return new StatsigError('SHUT_DOWN', 'The SDK was shut down before it had specs.');
}
