import type { Reporter } from '../diagnostics/reporter.ts';
import type { StatsigNetworkError } from '../http/network-error.ts';
import type { Clock } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import { Nap } from '../time/nap.ts';
import type { BatchSource } from './batch-source.ts';
import { type BatchTally, tallyOf } from './batch-tally.ts';
import type { DeliveryLedger, DropReason } from './delivery-report.ts';
import { EventAge } from './event-age.ts';
import { attemptOf, type Batch, halves } from './event-batch.ts';
import type { EventSink } from './event-sink.ts';
import { SinkHealth } from './sink-health.ts';
import { brokenSink, lateSink, verdictOn } from './verdict.ts';

/** What a delivery needs. */
export interface EventDeliveryOptions {
  readonly source: BatchSource;
  readonly sink: EventSink;
  readonly ledger: DeliveryLedger;
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** For one attempt, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Ends all sending; what is not sent stays pending. */
  readonly signal: AbortSignal;
}

/** A batch, and how often it was sent without success. */
interface Parcel {
  readonly batch: Batch;
  readonly retryCount: number;
}

/** So many attempts at a time, while the sink works. */
const maxSending = 2;

/** While the sink fails, so many batches take turns as the one that is tried: it may be one of them that makes it fail. */
const maxTurns = 8;

/** A batch of which nothing was accepted by then is refused as a whole: halving it to the end would only be noise. */
const maxRefusals = 32;

/**
 * Takes batches to the sink, at most two at a time. What failed is sent again, the same in every byte, until it is accepted
 * or refused: there is no other retry anywhere.
 *
 * It is the sink that is left alone after a failure, not the batch: until one attempt succeeds there is one at a time, and
 * then everything leaves at once.
 */
export class EventDelivery {
  readonly #options: EventDeliveryOptions;
  readonly #health = new SinkHealth();
  readonly #age = new EventAge();
  /** The pause after a failure. */
  readonly #rest: Nap;
  readonly #sending = new Set<Batch>();
  /** Halves of what was too large, or had something in it that is not taken. */
  #parts: Batch[] = [];
  /** What is to be sent again, when there is nothing that was never tried. */
  #failed: Parcel[] = [];
  readonly #flushes = new Set<{ readonly upTo: number; readonly resolve: () => void }>();
  /** Events with smaller numbers are to be sent now; later ones when there is a batch of them. */
  #dueUpTo = 0;
  #taken = tallyOf([]);

  constructor(options: EventDeliveryOptions) {
    this.#options = options;
    this.#rest = new Nap(options.clock);
    options.signal.addEventListener('abort', () => this.#rest.wake(), { once: true });
    options.source.onBatch(() => this.sendFull());
  }

  /** The events that were taken and are not settled. */
  get taken(): BatchTally {
    return this.#taken;
  }

  /** Sends what fills a batch. */
  sendFull(): void {
    while (this.#hasRoom()) {
      const parcel = this.#next();
      if (parcel === undefined) return;
      void this.#send(parcel);
    }
  }

  /** Sends all there is now. */
  sendAll(): void {
    this.#dueUpTo = this.#options.source.next;
    this.sendFull();
  }

  /** Sends all there is now, without waiting for the sink to be due again. */
  hurry(): void {
    this.#rest.wake();
    this.#health.unpark();
    this.sendAll();
  }

  /**
   * Resolves when events are sent or dropped, or when nothing but a wrong key keeps them.
   *
   * @param upTo - Those with smaller numbers.
   */
  settled(upTo: number): Promise<void> {
    return new Promise((resolve) => {
      this.#flushes.add({ upTo, resolve });
      this.#tellFlushes();
    });
  }

  #hasRoom(): boolean {
    if (this.#options.signal.aborted || this.#rest.isOn) return false;
    return this.#sending.size < (this.#health.isFailing ? 1 : maxSending);
  }

  #next(): Parcel | undefined {
    const batch = this.#parts.shift() ?? this.#takeNew();
    return batch === undefined ? this.#failed.shift() : { batch, retryCount: 0 };
  }

  #takeNew(): Batch | undefined {
    const { source } = this.#options;
    const hasEnough = this.#health.isFailing && this.#failed.length >= maxTurns;
    return hasEnough ? undefined : source.take(source.first < this.#dueUpTo);
  }

  async #send(parcel: Parcel): Promise<void> {
    const { signal, clock, requestTimeoutMs } = this.#options;
    this.#sending.add(parcel.batch);
    this.#count();
    const startedAt = clock.now();
    const isProbe = this.#health.isFailing;
    const error = await this.#attempt(parcel);
    if (error === undefined) this.#accepted(parcel.batch);
    else if (signal.aborted) this.#failed.unshift(parcel);
    else if (verdictOn(error) === 'split') await this.#split(parcel, error);
    else {
      this.#failed.push({ batch: parcel.batch, retryCount: parcel.retryCount + 1 });
      this.#health.spend(this.#since(startedAt, requestTimeoutMs));
      // Of two attempts that failed together, the first has told all there is to know.
      if (isProbe || !this.#health.isFailing) this.#leaveAlone(error);
    }
    this.#sending.delete(parcel.batch);
    this.#count();
    this.sendFull();
    this.#tellFlushes();
  }

  /** @returns The failure; undefined when the batch was accepted. */
  async #attempt({ batch, retryCount }: Parcel): Promise<StatsigNetworkError | undefined> {
    const { sink, clock, signal, requestTimeoutMs: ms } = this.#options;
    try {
      const attempt = await attemptOf(batch, retryCount);
      // A store has lost it, and has said so.
      if (batch.eventCount === 0) return undefined;
      const send = (ending: AbortSignal): Promise<void> => sink.send(attempt, ending);
      await withDeadline(send, { clock, ms, signal, timeoutError: () => lateSink(ms) });
      return undefined;
    } catch (error) {
      return brokenSink(error);
    }
  }

  #accepted(batch: Batch): void {
    batch.history.isPartlyAccepted = true;
    this.#options.ledger.sent += batch.eventCount;
    this.#health.succeeded();
    batch.release();
  }

  /** Halves a batch, and its halves, until the event stands alone that the server does not take. */
  async #split({ batch }: Parcel, error: StatsigNetworkError): Promise<void> {
    const { history } = batch;
    this.#health.succeeded();
    history.refusals += 1;
    const isHopeless = history.refusals >= maxRefusals && !history.isPartlyAccepted;
    if (batch.eventCount === 1 || isHopeless) {
      const why = `the server does not take them: ${error.message}`;
      this.#drop(batch.eventCount, error.status === 413 ? 'tooLarge' : 'rejected', why, error);
      batch.release();
    } else {
      const parts = await halves(batch);
      this.#sending.delete(batch);
      this.#parts.unshift(...parts);
    }
  }

  #leaveAlone(error: StatsigNetworkError): void {
    const { clock, reporter, source } = this.#options;
    const { waitMs, isNews } = this.#health.failed(error, clock.random());
    if (isNews) reporter.degraded(error);
    this.#expire(this.#age.expired(this.#health.failingMs, source.next));
    void this.#pause(waitMs);
  }

  #expire(upTo: number): void {
    let count = this.#options.source.expire(upTo);
    const isYoung = ({ first, eventCount, isStored }: Batch): boolean => {
      const isOld = !isStored && first + eventCount <= upTo;
      if (isOld) count += eventCount;
      return !isOld;
    };
    this.#parts = this.#parts.filter(isYoung);
    this.#failed = this.#failed.filter(({ batch }) => isYoung(batch));
    if (count > 0) this.#drop(count, 'expired', 'they could not be sent for 15 minutes');
  }

  #drop(count: number, reason: DropReason, why: string, error?: StatsigNetworkError): void {
    const { ledger, reporter } = this.#options;
    ledger.dropped[reason] += count;
    reporter.lost(`${count} events are lost, because ${why}`, error);
  }

  /** Leaves the sink alone, unless someone is in a hurry. */
  async #pause(ms: number): Promise<void> {
    const startedAt = this.#options.clock.now();
    await this.#rest.take(ms);
    this.#health.spend(this.#since(startedAt, ms));
    this.sendFull();
  }

  /** A clock may jump, and a process may stand still for hours; neither is time in which the sink had its chances. */
  #since(startedAt: number, mostMs: number): number {
    return Math.min(mostMs, Math.max(0, this.#options.clock.now() - startedAt));
  }

  #count(): void {
    this.#taken = tallyOf([...this.#sending, ...this.#parts, ...this.#failed.map(({ batch }) => batch)]);
  }

  #tellFlushes(): void {
    const { signal, source } = this.#options;
    const isOver = signal.aborted || (this.#health.isParked && this.#sending.size === 0);
    const first = Math.min(source.first, this.#taken.first);
    for (const flush of this.#flushes) {
      if (!isOver && first < flush.upTo) continue;
      this.#flushes.delete(flush);
      flush.resolve();
    }
  }
}
