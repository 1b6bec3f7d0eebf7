import { randomUUID } from 'node:crypto';
import type { EventBatch } from './event-sink.ts';

/** A batch in the making, or on its way. */
export interface Batch {
  readonly id: string;
  readonly eventCount: number;
  /** What `log_event` gets; written once, so that every attempt sends the same bytes. */
  readonly body: string;
}

/** Events as text. */
export interface EventTexts {
  readonly count: number;
  /** A JSON array. */
  readonly json: string;
}

/**
 * Puts events into one body.
 *
 * @param statsigMetadata - JSON text.
 */
export function createBatch({ count, json }: EventTexts, statsigMetadata: string): Batch {
  const body = `{"events":${json},"statsigMetadata":${statsigMetadata}}`;
  return { id: randomUUID(), eventCount: count, body };
}

/** Makes two batches of one that was too large. */
export function halves({ body }: Batch, statsigMetadata: string): readonly Batch[] {
  const { events } = JSON.parse(body) as { readonly events: readonly object[] };
  const middle = Math.ceil(events.length / 2);
  return [events.slice(0, middle), events.slice(middle)].map((half) =>
    createBatch({ count: half.length, json: JSON.stringify(half) }, statsigMetadata),
  );
}

/** What the sink is given for one attempt. */
export function attemptOf({ id, body, eventCount }: Batch, retryCount: number): EventBatch {
  return { id, body, eventCount, retryCount };
}
