import type { StatsigError } from '@acme/statsig-core';
import type { Clock } from '../time/clock.ts';

/**
 * Keeps events on something that outlives the process, until they are delivered.
 *
 * An event is appended soon after it was logged, and its batch is sent only when all of it is safe: so a batch has the same
 * ID and the same events after any crash, and a server that knows IDs stores it once.
 *
 * @see fileEventStore
 */
export interface EventStore {
  /** How long an event may be in memory only, in milliseconds. */
  readonly syncIntervalMs: number;
  /** How many bytes of events are kept at most. Beyond it the oldest batches are dropped, and counted as `storeFull`. */
  readonly maxBytes: number;
  /**
   * Makes the store ready, and begins to hand over the batches that earlier processes left. Called before anything else,
   * and again when it rejected.
   */
  open(host: EventStoreHost): Promise<void>;
  /** Adds events to a batch, and begins the batch when it is new. Resolves when they are safe; if it rejects, they are not. */
  append(batchID: string, events: StoredEvents): Promise<void>;
  /** Reads a batch, all that was appended. */
  read(batchID: string): Promise<StoredBatchContent>;
  /** Forgets a batch, if there is one. */
  remove(batchID: string): Promise<void>;
  /** Lets go of what is there, for the next process to take. */
  close(): Promise<void>;
}

/** What a store knows about who uses it. */
export interface EventStoreHost {
  /** Tells projects apart; made of the SDK key, which cannot be made of it. */
  readonly project: string;
  /** What batches say about their sender, as JSON text; kept with them. */
  readonly statsigMetadata: string;
  readonly clock: Clock;
  /** Takes over a batch that another process left. */
  adopt(batch: StoredBatch): void;
  /** Tells of what is wrong and keeps nobody from going on. */
  report(error: StatsigError): void;
}

/** Events as text. */
export interface StoredEvents {
  readonly eventCount: number;
  /** A JSON array. */
  readonly json: string;
}

/** A batch that is in the store. */
export interface StoredBatch {
  readonly id: string;
  readonly eventCount: number;
  /** The size of its events, in bytes. */
  readonly sizeBytes: number;
}

/** What a batch is made of. */
export interface StoredBatchContent extends StoredEvents {
  /** JSON text. */
  readonly statsigMetadata: string;
}
