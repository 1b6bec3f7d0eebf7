import { type Batch, createBatch } from './event-batch.ts';
import type { EventQueue } from './event-queue.ts';

/** Where a delivery gets its batches from, oldest first. */
export interface BatchSource {
  /** The number of the oldest event that was not taken; one more than the last when all were. */
  readonly first: number;
  /** The number that the next event will get. */
  readonly next: number;
  /** Events that were not taken and would not outlive the process. */
  readonly pendingEvents: number;
  /** Events that were not taken and would. */
  readonly spooledEvents: number;
  /** Tells a listener when there is something to take that nobody has asked for. */
  onBatch(listener: () => void): void;
  /** An event was queued. */
  added(): void;
  /**
   * Takes out the oldest batch that is full.
   *
   * @param isDue - Whether one that is not full will do.
   */
  take(isDue: boolean): Batch | undefined;
  /**
   * Drops events that only memory holds.
   *
   * @param upTo - Those with smaller numbers.
   * @returns How many there were.
   */
  expire(upTo: number): number;
  /** Resolves when all that was queued is as safe as it can be. Never rejects. */
  save(): Promise<void>;
  /** The end: nothing is queued or taken any more. Never rejects. */
  close(): Promise<void>;
}

/**
 * Makes batches of what is queued.
 *
 * @param statsigMetadata - Returns JSON text; called when the first batch is made.
 */
export function queuedBatches(queue: EventQueue, statsigMetadata: () => string): BatchSource {
  return {
    get first() {
      return queue.first;
    },
    get next() {
      return queue.next;
    },
    get pendingEvents() {
      return queue.length;
    },
    spooledEvents: 0,
    onBatch: () => undefined,
    added: () => undefined,
    take(isDue) {
      const run = isDue || queue.hasBatch ? queue.take() : undefined;
      return run === undefined ? undefined : createBatch(run, statsigMetadata());
    },
    expire(upTo) {
      let count = 0;
      while (queue.first < upTo && queue.drop()) count += 1;
      return count;
    },
    save: async () => undefined,
    close: async () => undefined,
  };
}
