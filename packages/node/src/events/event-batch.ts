import { randomUUID } from 'node:crypto';
import type { EventBatch } from './event-sink.ts';

/** A batch in the making, or on its way. */
export interface Batch {
  readonly id: string;
  /** Each as JSON text. */
  readonly events: readonly string[];
  /** What `log_event` gets; written once, so that every attempt sends the same bytes. */
  readonly body: string;
}

/**
 * Puts events into one body.
 *
 * @param statsigMetadata - JSON text.
 */
export function createBatch(events: readonly string[], statsigMetadata: string): Batch {
  const body = `{"events":[${events.join(',')}],"statsigMetadata":${statsigMetadata}}`;
  return { id: randomUUID(), events, body };
}

/** Makes two batches of one that was too large. */
export function halves({ events }: Batch, statsigMetadata: string): readonly Batch[] {
  const middle = Math.ceil(events.length / 2);
  return [events.slice(0, middle), events.slice(middle)].map((half) => createBatch(half, statsigMetadata));
}

/** What the sink is given for one attempt. */
export function attemptOf({ id, body, events }: Batch, retryCount: number): EventBatch {
  return { id, body, eventCount: events.length, retryCount };
}
