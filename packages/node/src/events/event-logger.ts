import type { Exposure } from '@acme/statsig-core';
import type { Logger } from '../diagnostics/logger.ts';
import { longestDelayMs } from '../time/clock.ts';
import type { WaitUntil } from '../time/waking-clock.ts';
import type {
  DeliveryLedger,
  DeliveryOptions,
  DeliveryReport,
  DeliveryStats,
  DropReason,
} from './delivery-report.ts';
import { EventDelivery, type EventDeliveryOptions } from './event-delivery.ts';
import type { EventQueue } from './event-queue.ts';
import type { EventUser } from './event-user.ts';
import {
  customEvent,
  type EventDetails,
  type ExposureStamp,
  exposureEvent,
  type SizedEvent,
  validEventName,
} from './logged-event.ts';

/** What a logger needs besides what its delivery does. */
export interface EventLoggerOptions extends EventDeliveryOptions {
  readonly queue: EventQueue;
  readonly logger: Logger;
  /** Whether events are logged at all. */
  readonly isEnabled: boolean;
  /** The longest that an event waits for its batch to fill, in milliseconds. */
  readonly intervalMs: number;
  /** Keeps a serverless invocation running while an event waits, and until it is sent. */
  readonly waitUntil: WaitUntil | undefined;
  /** Bounds on what is kept in memory: in the queue and on its way together. */
  readonly maxQueueEvents: number;
  readonly maxQueueBytes: number;
}

const defaultDeadlineMs = 5_000;

/** However short the deadline was: writing down what is left is the last chance there is. */
const closingMs = 1_000;

/** Takes events in, keeps them within bounds, and says when they go out. */
export class EventLogger {
  readonly #options: EventLoggerOptions;
  readonly #ledger: DeliveryLedger;
  readonly #delivery: EventDelivery;
  #isOpen = true;
  /** Whether an event waits for the interval to pass. */
  #isTimed = false;
  /** Whether what was logged is about to be made into text. */
  #isPacking = false;

  constructor(options: EventLoggerOptions) {
    this.#options = options;
    this.#ledger = options.ledger;
    this.#delivery = new EventDelivery(options);
  }

  /** Whether events are logged at all. */
  get isEnabled(): boolean {
    return this.#options.isEnabled;
  }

  /** Logs an application's event. Never throws; an event without a name is refused with a warning. */
  logEvent(user: EventUser, name: string, details: EventDetails): void {
    const { clock, logger } = this.#options;
    if (!this.isEnabled) return;
    const eventName = validEventName(name);
    if (eventName === undefined) {
      logger.warn('logEvent needs a name, a text that is not blank; the event is not logged.');
      this.#refuse('invalidName');
    } else if (this.#isOpen) {
      this.#add(customEvent(eventName, details, { user, time: clock.now() }));
    } else {
      this.#refuseLate();
    }
  }

  /** Logs that a user saw an answer. */
  logExposure(exposure: Exposure, stamp: ExposureStamp): void {
    if (!this.isEnabled) return;
    if (this.#isOpen) this.#add(exposureEvent(exposure, stamp));
    else this.#refuseLate();
  }

  /**
   * Sends everything logged so far, and waits for that until the deadline. Never rejects.
   *
   * @param besides - Waited for too; must not reject.
   */
  async flush(options?: DeliveryOptions, besides?: Promise<unknown>): Promise<DeliveryReport> {
    const { sent, droppedInAll } = this.#ledger;
    const { source } = this.#options;
    const upTo = source.next;
    this.#delivery.hurry();
    const delivered = source.save().then(() => this.#delivery.settled(upTo));
    const timedOut = await this.#passes(Promise.all([delivered, besides]), options?.deadlineMs);
    const { pending, spooled } = this.stats();
    return {
      sent: this.#ledger.sent - sent,
      pending,
      spooled,
      dropped: this.#ledger.droppedInAll - droppedInAll,
      timedOut,
    };
  }

  /** Takes over what earlier processes left, if there is a store. */
  start(): void {
    if (this.isEnabled) this.#options.source.added();
  }

  /**
   * Refuses all further events, flushes, and keeps for the next process what can be kept. Never rejects.
   *
   * @param sending - Ends all sending; aborted after the flush.
   * @param besides - Waited for too; must not reject.
   */
  async shutDown(
    sending: AbortController,
    options?: DeliveryOptions,
    besides?: Promise<unknown>,
  ): Promise<DeliveryReport> {
    this.#isOpen = false;
    const report = await this.flush(options, besides);
    sending.abort();
    await this.#passes(this.#options.source.close(), closingMs);
    const { pending, spooled } = this.stats();
    return { ...report, pending, spooled };
  }

  stats(): DeliveryStats {
    const { enqueued, sent, dropped } = this.#ledger;
    const { source } = this.#options;
    const pending = source.pendingEvents + this.#delivery.taken.pendingEvents;
    const spooled = source.spooledEvents + this.#delivery.taken.spooledEvents;
    return { enqueued, sent, pending, spooled, dropped: { ...dropped } };
  }

  #add({ event, bytes }: SizedEvent): void {
    const { queue, source } = this.#options;
    this.#ledger.enqueued += 1;
    queue.add(event, bytes);
    this.#keepBounds();
    source.added();
    if (queue.hasPiece) this.#packSoon();
    this.#startTimer();
  }

  #keepBounds(): void {
    const { queue, maxQueueEvents, maxQueueBytes, reporter } = this.#options;
    const { pendingEvents, pendingBytes } = this.#delivery.taken;
    while (queue.length + pendingEvents > maxQueueEvents || queue.bytes + pendingBytes > maxQueueBytes) {
      // What is on its way may have arrived, so it has to stay as it is. It is the queue that gives.
      if (!queue.drop()) return;
      this.#ledger.dropped.queueFull += 1;
      reporter.lost(
        `The event queue is full (events.maxQueueEvents ${maxQueueEvents}, events.maxQueueBytes ${maxQueueBytes}): the oldest events are dropped.`,
      );
    }
  }

  /** Text is made, and what fills a batch is sent, when whoever logged has done its work. */
  #packSoon(): void {
    if (this.#isPacking) return;
    this.#isPacking = true;
    setImmediate(() => {
      this.#isPacking = false;
      this.#options.queue.pack();
      this.#delivery.sendFull();
    });
  }

  /** Waits for more events only while there are some. */
  #startTimer(): void {
    if (this.#isTimed) return;
    this.#isTimed = true;
    const { clock, intervalMs, signal, waitUntil } = this.#options;
    const onTime = (): void => {
      this.#isTimed = false;
      this.#delivery.sendAll();
    };
    const sending = clock.sleep(intervalMs, signal).then(onTime, () => undefined);
    waitUntil?.(sending.then(() => this.flush()));
  }

  #refuse(reason: DropReason): void {
    this.#ledger.enqueued += 1;
    this.#ledger.dropped[reason] += 1;
  }

  #refuseLate(): void {
    this.#options.reporter.lost('An event was logged after shutdown(); it is dropped.');
    this.#refuse('afterShutdown');
  }

  /** Whether the deadline passes before `work` ends. The process stays alive for it: somebody is waiting. */
  async #passes(work: Promise<unknown>, deadlineMs: number | undefined): Promise<boolean> {
    const { clock } = this.#options;
    const controller = new AbortController();
    const deadline = clock
      .sleep(validDeadline(deadlineMs), controller.signal, { keepAlive: true })
      .then(() => true)
      .catch(() => false);
    const isLate = await Promise.race([work.then(() => false), deadline]);
    controller.abort();
    return isLate;
  }
}

/** A deadline that makes no sense is no reason to reject: a flush never does. */
function validDeadline(deadlineMs: number = defaultDeadlineMs): number {
  return Number.isFinite(deadlineMs) ? Math.min(longestDelayMs, Math.max(0, deadlineMs)) : defaultDeadlineMs;
}
