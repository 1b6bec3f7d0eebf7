/**
 * Why an event was not kept.
 *
 * `queueFull`: it was the oldest when the queue was full. `expired`: the server could not be had for 15 minutes.
 * `rejected`: the server answered 400 or 422, `tooLarge`: 413, to this event alone or to whatever it was sent. `invalidName`:
 * it had no name. `afterShutdown`: it came too late. `storeFull`: it was among the oldest when the event store was full.
 * `unreadable`: the event store does not have it any more.
 */
export type DropReason =
  | 'queueFull'
  | 'expired'
  | 'rejected'
  | 'tooLarge'
  | 'invalidName'
  | 'afterShutdown'
  | 'storeFull'
  | 'unreadable';

/**
 * What became of all events so far: `enqueued` is always `sent`, `pending`, `spooled` and everything `dropped` together.
 *
 * With an event store, what was logged is safe as soon as `pending` is 0.
 */
export interface DeliveryStats {
  /** Events that were to be logged, also those refused at once, and those that an earlier process left in the event store. */
  readonly enqueued: number;
  /** Events in batches that the sink took. */
  readonly sent: number;
  /** Events that wait to be sent, or to be sent again, or are on their way, and are in memory only. */
  readonly pending: number;
  /** Events that wait in the same way, and are safe in the event store. */
  readonly spooled: number;
  readonly dropped: Readonly<Record<DropReason, number>>;
}

/** What a flush or shutdown achieved. */
export interface DeliveryReport {
  /** Events delivered since it began. */
  readonly sent: number;
  /** Events that are not delivered and not given up, and are in memory only. */
  readonly pending: number;
  /** Events that are not delivered, and are safe in the event store, for the next start; 0 without one. */
  readonly spooled: number;
  /** Events given up since it began. */
  readonly dropped: number;
  /** Whether it ended because the deadline passed. */
  readonly timedOut: boolean;
}

/** Until when to wait. */
export interface DeliveryOptions {
  /**
   * The longest wait, in milliseconds.
   *
   * @defaultValue 5_000
   */
  readonly deadlineMs?: number | undefined;
}

/** Counts what became of events. */
export class DeliveryLedger {
  enqueued = 0;
  sent = 0;
  readonly dropped: Record<DropReason, number> = {
    queueFull: 0,
    expired: 0,
    rejected: 0,
    tooLarge: 0,
    invalidName: 0,
    afterShutdown: 0,
    storeFull: 0,
    unreadable: 0,
  };

  get droppedInAll(): number {
    return Object.values(this.dropped).reduce((sum, count) => sum + count, 0);
  }
}
