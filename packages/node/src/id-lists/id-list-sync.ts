import { isStatsigError, StatsigError } from '@acme/statsig-core';
import { errorText } from '../diagnostics/error-text.ts';
import { StatsigNetworkError } from '../http/network-error.ts';
import { backoffMs, jitteredMs } from '../time/backoff.ts';
import { longestDelayMs } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import type { WakingClock } from '../time/waking-clock.ts';
import { downloadList } from './download-list.ts';
import type { IDListSource } from './http-id-list-source.ts';
import type { IDListCache } from './id-list-cache.ts';
import type { IDListStore } from './id-list-store.ts';
import type { ListEntry } from './manifest.ts';

/** What a sync of ID lists needs, and whom it tells. */
export interface IDListSyncOptions {
  readonly store: IDListStore;
  /** Undefined offline: then the lists in the cache stay. */
  readonly source: IDListSource | undefined;
  /** Undefined without a data adapter. */
  readonly cache: IDListCache | undefined;
  readonly clock: WakingClock;
  readonly intervalMs: number;
  /** Whether to ask only when told to, once there are lists. */
  readonly disablePolling: boolean;
  /** The longest that the manifest is waited for. */
  readonly requestTimeoutMs: number;
  /** The longest that a file is waited for. */
  readonly fileTimeoutMs: number;
  readonly signal: AbortSignal;
  onError(error: StatsigError): void;
}

const longestBackoffMs = 300_000;
const maxParallelFiles = 4;

/** Keeps ID lists up to date, each by itself: one that cannot be had stays as it was, and holds up no other. */
export class IDListSync {
  readonly #options: IDListSyncOptions;
  #arrived: Promise<void> | undefined;
  #lastFailure: string | undefined;
  /** Who waits for the outcome of the next sync. */
  readonly #asking = new Set<(outcome: StatsigError | null) => void>();
  #isRunning = false;
  #endWait = (): void => undefined;

  constructor(options: IDListSyncOptions) {
    this.#options = options;
  }

  /** Resolves when the lists are there, as far as they can be had; at once while nobody needs any. */
  get arrived(): Promise<void> {
    return this.#arrived ?? Promise.resolve();
  }

  /** Starts, the first time, and goes on until the signal aborts. */
  start(): void {
    this.#arrived ??= new Promise((resolve) => {
      this.#isRunning = true;
      void this.#run(resolve)
        .catch(() => undefined)
        .finally(() => this.#end(resolve));
    });
  }

  /** Syncs at once. @returns The outcome of the next sync to end; null where there is nothing to sync. */
  refresh(): Promise<StatsigError | null> {
    if (!this.#isRunning) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#asking.add(resolve);
      this.#endWait();
    });
  }

  #end(onArrival: () => void): void {
    this.#isRunning = false;
    this.#tell(null);
    onArrival();
  }

  #tell(outcome: StatsigError | null): void {
    for (const resolve of this.#asking) resolve(outcome);
    this.#asking.clear();
  }

  async #run(onArrival: () => void): Promise<void> {
    const { store, source, cache, signal } = this.#options;
    await cache?.read(store);
    if (store.held.size > 0) onArrival();
    for (let failures = 0; source !== undefined && !signal.aborted; ) {
      const failure = await this.#sync(source);
      onArrival();
      await cache?.write(store.held);
      this.#tell(failure);
      failures = failure === null ? 0 : failures + 1;
      await this.#wait(this.#waitMs(failure, failures));
    }
  }

  async #wait(ms: number): Promise<void> {
    const { clock, signal } = this.#options;
    const ending = new AbortController();
    const end = (): void => ending.abort();
    this.#endWait = end;
    signal.addEventListener('abort', end, { once: true });
    if (!signal.aborted) await clock.sleep(ms, ending.signal, { isIdle: true }).catch(() => undefined);
    signal.removeEventListener('abort', end);
  }

  /** @returns The first failure; null when all lists are up to date. */
  async #sync(source: IDListSource): Promise<StatsigError | null> {
    const { store, requestTimeoutMs } = this.#options;
    const failures: StatsigError[] = [];
    try {
      const { entries, names } = await this.#inTime(requestTimeoutMs, (signal) => source.manifest(signal));
      store.retain(names);
      const waiting = entries.values();
      const work = async (): Promise<void> => {
        for (const entry of waiting) {
          const failure = await this.#update(entry, source);
          if (failure !== null) failures.push(failure);
        }
      };
      await Promise.all(Array.from({ length: maxParallelFiles }, work));
    } catch (error) {
      failures.push(asFailure('The manifest of ID lists', error));
    }
    return this.#outcome(failures);
  }

  async #update(entry: ListEntry, { open }: IDListSource): Promise<StatsigError | null> {
    const { store, fileTimeoutMs } = this.#options;
    const held = store.held.get(entry.name);
    try {
      const list = await this.#inTime(fileTimeoutMs, (signal) => downloadList(entry, held, open, signal));
      if (list !== held) store.put(entry.name, list);
      return null;
    } catch (error) {
      return asFailure(`The ID list "${entry.name}"`, error);
    }
  }

  /** The same failures in a row are one piece of news. */
  #outcome(failures: readonly StatsigError[]): StatsigError | null {
    const { onError, signal } = this.#options;
    const text = failures.map(({ message }) => message).join('\n');
    const isNews = text !== this.#lastFailure && !signal.aborted;
    for (const failure of isNews ? failures : []) onError(failure);
    this.#lastFailure = text;
    return failures[0] ?? null;
  }

  #waitMs(failure: StatsigError | null, failures: number): number {
    const { clock, intervalMs, disablePolling } = this.#options;
    const random = clock.random();
    if (failure === null && disablePolling) return longestDelayMs;
    if (failure === null) return jitteredMs(intervalMs, random);
    const retryAfterMs = failure instanceof StatsigNetworkError ? (failure.retryAfterMs ?? 0) : 0;
    return Math.max(
      retryAfterMs,
      backoffMs(failures, { baseMs: intervalMs, capMs: longestBackoffMs, random }),
    );
  }

  #inTime<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { clock, signal } = this.#options;
    const timeoutError = (): Error => new Error(`no answer within ${ms} ms`);
    return withDeadline(work, { clock, ms, signal, timeoutError });
  }
}

function asFailure(what: string, error: unknown): StatsigError {
  const message = `${what} cannot be brought up to date, and stays as it was: ${errorText(error)}`;
  if (!isStatsigError(error)) return new StatsigNetworkError(message, { retryable: true, cause: error });
  if (!(error instanceof StatsigNetworkError)) return new StatsigError(error.code, message, { cause: error });
  const { status, retryable, retryAfterMs } = error;
  return new StatsigNetworkError(message, { status, retryable, retryAfterMs, cause: error });
}
