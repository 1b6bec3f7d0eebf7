import type { Batch } from './event-batch.ts';

/** What some batches add up to. */
export interface BatchTally {
  /** Events that would not outlive the process. */
  readonly pendingEvents: number;
  /** Their size in bytes. */
  readonly pendingBytes: number;
  /** Events that would. */
  readonly spooledEvents: number;
  /** The number of the oldest event; Infinity when there is none. */
  readonly first: number;
}

/** Adds up batches. */
export function tallyOf(batches: readonly Batch[]): BatchTally {
  const sum = (ofStored: boolean, field: 'eventCount' | 'sizeBytes'): number =>
    batches.reduce((total, batch) => total + (batch.isStored === ofStored ? batch[field] : 0), 0);
  return {
    pendingEvents: sum(false, 'eventCount'),
    pendingBytes: sum(false, 'sizeBytes'),
    spooledEvents: sum(true, 'eventCount'),
    first: Math.min(...batches.map(({ first }) => first)),
  };
}
