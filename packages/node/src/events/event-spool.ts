import { isStatsigError, StatsigError } from '@acme/statsig-core';
import { crypto } from '../builtins.ts';
import { errorText } from '../diagnostics/error-text.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Clock } from '../time/clock.ts';
import { Nap } from '../time/nap.ts';
import { type BatchSource, queuedBatches } from './batch-source.ts';
import { tallyOf } from './batch-tally.ts';
import type { DeliveryLedger } from './delivery-report.ts';
import { type Batch, createBatch, storedBatch } from './event-batch.ts';
import type { EventQueue } from './event-queue.ts';
import type { EventRun } from './event-run.ts';
import type { EventStore, StoredBatch } from './event-store.ts';

/** What a spool needs. */
export interface EventSpoolOptions {
  readonly store: EventStore;
  readonly queue: EventQueue;
  readonly ledger: DeliveryLedger;
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly sdkKey: string;
  /** Returns JSON text. */
  readonly statsigMetadata: () => string;
}

/** The number of events that an earlier process left: every flush waits for them. */
const beforeAll = -1;

/** A store that failed is tried again this often, in milliseconds. */
const retryMs = 5_000;

/**
 * Takes events from the queue to the store, many at a time, and makes batches of what is safe there.
 *
 * While the store fails, batches are made of what is queued, as without a store.
 */
export class EventSpool implements BatchSource {
  readonly #options: EventSpoolOptions;
  readonly #queued: BatchSource;
  readonly #nap: Nap;
  /** Batches to send: full ones, those that other processes left, and what the store did not take. */
  #ready: Batch[] = [];
  /** The batch that is being filled. */
  #open: (StoredBatch & { readonly first: number }) | undefined;
  /** What is on its way to the store. */
  #saving: EventRun | undefined;
  #storedBytes = 0;
  #isOpened = false;
  #isBroken = false;
  #isSealWanted = false;
  #writing: Promise<void> | undefined;
  #savers: (() => void)[] = [];
  #onBatch = (): void => undefined;

  constructor(options: EventSpoolOptions) {
    this.#options = options;
    this.#nap = new Nap(options.clock);
    this.#queued = queuedBatches(options.queue, options.statsigMetadata);
  }

  get first(): number {
    const { queue } = this.#options;
    const known = [this.#saving, this.#open].flatMap((events) => events?.first ?? []);
    return Math.min(queue.first, tallyOf(this.#ready).first, ...known);
  }

  get next(): number {
    return this.#options.queue.next;
  }

  get pendingEvents(): number {
    return this.#options.queue.length + (this.#saving?.count ?? 0) + tallyOf(this.#ready).pendingEvents;
  }

  get spooledEvents(): number {
    return tallyOf(this.#ready).spooledEvents + (this.#open?.eventCount ?? 0);
  }

  onBatch(listener: () => void): void {
    this.#onBatch = listener;
  }

  added(): void {
    this.#writing ??= this.#write();
  }

  take(isDue: boolean): Batch | undefined {
    const batch = this.#ready.shift();
    if (batch !== undefined) return batch;
    if (this.#isBroken) return this.#queued.take(isDue);
    if (isDue) this.#isSealWanted = true;
    if (isDue || this.#options.queue.hasBatch) this.#hurry();
    return undefined;
  }

  expire(upTo: number): number {
    return this.#isBroken ? this.#queued.expire(upTo) : 0;
  }

  save(): Promise<void> {
    if (this.#writing === undefined && this.#options.queue.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#savers.push(resolve);
      this.#hurry();
    });
  }

  async close(): Promise<void> {
    await this.save();
    this.#seal();
    await (async () => this.#options.store.close())().catch((error: unknown) => this.#fail(error));
  }

  #hurry(): void {
    this.#nap.wake();
    this.added();
  }

  async #write(): Promise<void> {
    const { queue, store } = this.#options;
    if (!this.#isOpened) await this.#openStore();
    while (queue.length > 0 || this.#isSealWanted || this.#savers.length > 0) {
      const isDue = this.#savers.length > 0 || (!this.#isBroken && (this.#isSealWanted || queue.hasBatch));
      if (!isDue) await this.#nap.take(this.#isBroken ? retryMs : store.syncIntervalMs);
      await this.#pass();
    }
    this.#writing = undefined;
  }

  /** Brings all that is queued to the store. */
  async #pass(): Promise<void> {
    const { queue } = this.#options;
    const savers = this.#savers;
    this.#savers = [];
    const upTo = queue.next;
    let isFine = this.#isOpened || (await this.#openStore());
    while (isFine && queue.first < upTo) {
      const run = queue.take();
      isFine = run !== undefined && (await this.#append(run));
    }
    if (this.#isSealWanted) this.#seal();
    this.#isSealWanted = false;
    for (const saved of savers) saved();
    this.#onBatch();
  }

  async #openStore(): Promise<boolean> {
    const { store, sdkKey, clock, statsigMetadata, reporter } = this.#options;
    try {
      await store.open({
        project: projectOf(sdkKey),
        statsigMetadata: statsigMetadata(),
        clock,
        adopt: (batch) => this.#adopt(batch),
        report: (error) => reporter.degraded(error),
      });
      this.#isOpened = true;
      this.#isBroken = false;
    } catch (error) {
      this.#fail(error);
    }
    return this.#isOpened;
  }

  /** @returns Whether the store took it. */
  async #append(run: EventRun): Promise<boolean> {
    const { store, queue, statsigMetadata } = this.#options;
    const { maxEvents, maxBytes } = queue.limits;
    this.#saving = run;
    const { eventCount = 0, sizeBytes = 0 } = this.#open ?? {};
    if (eventCount + run.count > maxEvents || sizeBytes + run.sizeBytes > maxBytes) this.#seal();
    const open = this.#open ?? { id: crypto().randomUUID(), first: run.first, eventCount: 0, sizeBytes: 0 };
    try {
      await store.append(open.id, { eventCount: run.count, json: run.json.toString() });
    } catch (error) {
      this.#seal();
      this.#ready.push(createBatch(run, statsigMetadata()));
      this.#saving = undefined;
      this.#fail(error);
      return false;
    }
    const filled = { eventCount: open.eventCount + run.count, sizeBytes: open.sizeBytes + run.sizeBytes };
    this.#open = { ...open, ...filled };
    this.#saving = undefined;
    this.#isBroken = false;
    this.#storedBytes += run.sizeBytes;
    if (filled.eventCount >= maxEvents || filled.sizeBytes >= maxBytes) this.#seal();
    this.#keepBounds();
    return true;
  }

  /** From here on nothing is added to the batch. */
  #seal(): void {
    if (this.#open !== undefined) this.#ready.push(this.#stored(this.#open));
    this.#open = undefined;
  }

  #adopt(batch: StoredBatch): void {
    this.#options.ledger.enqueued += batch.eventCount;
    this.#storedBytes += batch.sizeBytes;
    this.#ready.push(this.#stored({ ...batch, first: beforeAll }));
    this.#keepBounds();
    this.#onBatch();
  }

  #stored(batch: StoredBatch & { readonly first: number }): Batch {
    const { store, ledger, reporter } = this.#options;
    return storedBatch(batch, {
      read: () => store.read(batch.id),
      missing: (count) => {
        ledger.dropped.unreadable += count;
        reporter.lost(`${count} events are lost, because the event store does not have them any more.`);
      },
      release: () => {
        this.#storedBytes -= batch.sizeBytes;
        // Async, so that a store that throws is caught like one that rejects.
        (async () => store.remove(batch.id))().catch((error: unknown) => this.#fail(error));
      },
    });
  }

  #keepBounds(): void {
    const { store, ledger, reporter } = this.#options;
    while (this.#storedBytes > store.maxBytes) {
      const oldest = this.#ready.findIndex((batch) => batch.isStored);
      const [batch] = oldest < 0 ? [] : this.#ready.splice(oldest, 1);
      if (batch === undefined) return;
      ledger.dropped.storeFull += batch.eventCount;
      reporter.lost(`The event store is full (maxBytes ${store.maxBytes}): the oldest events are dropped.`);
      batch.release();
    }
  }

  #fail(error: unknown): void {
    if (!this.#isBroken) this.#report(error);
    this.#isBroken = true;
  }

  #report(error: unknown): void {
    const message = `The event store failed: ${errorText(error)}`;
    const known = isStatsigError(error) ? error : new StatsigError('EVENT_STORE', message, { cause: error });
    this.#options.reporter.degraded(known);
  }
}

/** Says which project events are of, and nothing about its key. */
function projectOf(sdkKey: string): string {
  return crypto().createHash('sha256').update(sdkKey).digest('hex').slice(0, 16);
}
