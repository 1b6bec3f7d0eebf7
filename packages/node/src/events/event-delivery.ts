import type { Reporter } from '../diagnostics/reporter.ts';
import type { StatsigNetworkError } from '../http/network-error.ts';
import { backoffMs, jitteredMs } from '../time/backoff.ts';
import type { Clock } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import type { DeliveryLedger } from './delivery-report.ts';
import { attemptOf, type Batch, createBatch, halves } from './event-batch.ts';
import type { EventQueue } from './event-queue.ts';
import type { EventSink } from './event-sink.ts';
import { brokenSink, lateSink, verdictOn } from './verdict.ts';

/** What a delivery needs. */
export interface EventDeliveryOptions {
  readonly queue: EventQueue;
  readonly sink: EventSink;
  readonly ledger: DeliveryLedger;
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** For one attempt, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** JSON text, asked for when the first batch is made. */
  readonly statsigMetadata: () => string;
  /** Ends all sending; what is not sent stays pending. */
  readonly signal: AbortSignal;
}

/** Sends one batch after the other. */
interface Lane {
  /** The number of its batch's first event. */
  first: number;
  /** Attempts in a row that failed, which is what the backoff grows with. */
  failures: number;
  /** Whether it waits for someone to change something. */
  isParked: boolean;
  /** Ends the wait for the next attempt. */
  wake: () => void;
}

const maxLanes = 2;
const firstRetryMs = 1_000;
const longestRetryMs = 60_000;
const parkedMs = 60_000;

/**
 * Takes batches from the queue to the sink, at most two at a time. A batch that failed stays with its lane and is sent
 * again, the same in every byte, until it is accepted or refused: there is no other retry anywhere.
 */
export class EventDelivery {
  readonly #options: EventDeliveryOptions;
  readonly #lanes = new Set<Lane>();
  readonly #waiting = new Set<{ readonly upTo: number; readonly resolve: () => void }>();
  /** Events with smaller numbers are to be sent now; later ones when there is a batch of them. */
  #dueUpTo = 0;
  #takenEvents = 0;
  #takenBytes = 0;
  #lastRefusal: number | undefined;

  constructor(options: EventDeliveryOptions) {
    this.#options = options;
  }

  /** Events that are neither in the queue nor settled. */
  get takenEvents(): number {
    return this.#takenEvents;
  }

  /** Their size in bytes. */
  get takenBytes(): number {
    return this.#takenBytes;
  }

  /** Sends what fills a batch. */
  sendFull(): void {
    const { signal } = this.#options;
    while (!signal.aborted && this.#lanes.size < maxLanes && this.#isDue()) {
      const lane: Lane = { first: 0, failures: 0, isParked: false, wake: () => undefined };
      this.#lanes.add(lane);
      void this.#run(lane);
    }
  }

  /** Sends all that is queued now. */
  sendAll(): void {
    this.#dueUpTo = this.#options.queue.next;
    this.sendFull();
  }

  /** Sends all that is queued now and retries at once what failed. */
  hurry(): void {
    for (const lane of this.#lanes) {
      lane.failures = 0;
      lane.isParked = false;
      lane.wake();
    }
    this.sendAll();
  }

  /** Resolves when every event logged before is sent or dropped, or when nothing but a wrong key keeps it. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add({ upTo: this.#options.queue.next, resolve });
      this.#tellWaiting();
    });
  }

  #isDue(): boolean {
    const { queue } = this.#options;
    return queue.hasBatch || (queue.length > 0 && queue.first < this.#dueUpTo);
  }

  async #run(lane: Lane): Promise<void> {
    const { queue, signal, statsigMetadata } = this.#options;
    while (!signal.aborted && this.#isDue()) {
      const taken = queue.take();
      if (taken === undefined) break;
      this.#takenEvents += taken.count;
      this.#takenBytes += taken.bytes;
      lane.first = taken.first;
      const unsettled = await this.#deliver(createBatch(taken, statsigMetadata()), lane);
      if (unsettled === 0) this.#takenBytes -= taken.bytes;
      lane.first = queue.next;
      this.#tellWaiting();
    }
    this.#lanes.delete(lane);
    this.#tellWaiting();
  }

  /** @returns How many events of the batch are still pending, which only an end of all sending leaves behind. */
  async #deliver(batch: Batch, lane: Lane): Promise<number> {
    const { signal, statsigMetadata } = this.#options;
    lane.failures = 0;
    for (let retryCount = 0; !signal.aborted; retryCount += 1) {
      const error = await this.#attempt(batch, retryCount);
      if (error === undefined) return this.#settle(batch);
      if (signal.aborted) break;
      const verdict = verdictOn(error);
      if (verdict === 'split' && batch.eventCount > 1) {
        let unsettled = 0;
        for (const half of halves(batch, statsigMetadata())) unsettled += await this.#deliver(half, lane);
        return unsettled;
      }
      if (verdict === 'split' || verdict === 'reject') return this.#giveUp(batch, error);
      this.#report(error);
      await this.#pause(lane, error);
    }
    return batch.eventCount;
  }

  /** @returns The failure; undefined when the batch was accepted. */
  async #attempt(batch: Batch, retryCount: number): Promise<StatsigNetworkError | undefined> {
    const { sink, clock, signal, requestTimeoutMs: ms } = this.#options;
    try {
      const send = (ending: AbortSignal): Promise<void> => sink.send(attemptOf(batch, retryCount), ending);
      await withDeadline(send, { clock, ms, signal, timeoutError: () => lateSink(ms) });
      this.#lastRefusal = undefined;
      return undefined;
    } catch (error) {
      return brokenSink(error);
    }
  }

  #settle({ eventCount }: Batch): number {
    this.#takenEvents -= eventCount;
    this.#options.ledger.sent += eventCount;
    return 0;
  }

  #giveUp({ eventCount }: Batch, error: StatsigNetworkError): number {
    const { ledger, reporter } = this.#options;
    this.#takenEvents -= eventCount;
    ledger.dropped[error.status === 413 ? 'tooLarge' : 'rejected'] += eventCount;
    reporter.lost(
      `${eventCount} events are lost, because the server does not take them: ${error.message}`,
      error,
    );
    return 0;
  }

  /** Each failure is news, except a refusal that repeats itself. */
  #report(error: StatsigNetworkError): void {
    const refusal = error.retryable ? undefined : error.status;
    if (refusal === undefined || refusal !== this.#lastRefusal) this.#options.reporter.degraded(error);
    this.#lastRefusal = refusal;
  }

  async #pause(lane: Lane, error: StatsigNetworkError): Promise<void> {
    const { clock, signal } = this.#options;
    lane.failures += 1;
    lane.isParked = !error.retryable;
    if (lane.isParked) this.#tellWaiting();
    const controller = new AbortController();
    const wake = (): void => controller.abort();
    lane.wake = wake;
    signal.addEventListener('abort', wake, { once: true });
    await clock.sleep(this.#waitMs(lane, error), controller.signal).catch(() => undefined);
    signal.removeEventListener('abort', wake);
    lane.isParked = false;
  }

  #waitMs({ isParked, failures }: Lane, { retryAfterMs = 0 }: StatsigNetworkError): number {
    const random = this.#options.clock.random();
    if (isParked) return jitteredMs(parkedMs, random);
    return Math.max(
      retryAfterMs,
      backoffMs(failures, { baseMs: firstRetryMs, capMs: longestRetryMs, random }),
    );
  }

  #tellWaiting(): void {
    const lanes = [...this.#lanes];
    const isOver = this.#options.signal.aborted || (lanes.length > 0 && lanes.every((lane) => lane.isParked));
    const first = Math.min(this.#options.queue.first, ...lanes.map((lane) => lane.first));
    for (const waiting of this.#waiting) {
      if (!isOver && first < waiting.upTo) continue;
      this.#waiting.delete(waiting);
      waiting.resolve();
    }
  }
}
