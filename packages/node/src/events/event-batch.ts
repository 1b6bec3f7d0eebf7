import { EventBody } from './event-body.ts';
import type { EventRun } from './event-run.ts';
import type { EventBatch } from './event-sink.ts';

/** Events on their way, which stay together until they are accepted. */
export interface Batch {
  readonly id: string;
  /** The number of its first event. */
  readonly first: number;
  readonly eventCount: number;
  /** The size of its events, in bytes of JSON. */
  readonly sizeBytes: number;
  /** What became of it and of all parts it was split into. */
  readonly history: BatchHistory;
  body(): Promise<EventBody>;
}

/** Tells events that the server does not take from a server that takes nothing. */
export interface BatchHistory {
  refusals: number;
  isPartlyAccepted: boolean;
}

/**
 * Puts events into one body.
 *
 * @param statsigMetadata - JSON text.
 */
export function createBatch({ first, count, json, bytes }: EventRun, statsigMetadata: string): Batch {
  const body = new EventBody(`{"events":${json},"statsigMetadata":${statsigMetadata}}`);
  return {
    id: crypto.randomUUID(),
    first,
    eventCount: count,
    sizeBytes: bytes,
    history: { refusals: 0, isPartlyAccepted: false },
    body: async () => body,
  };
}

/**
 * Makes two batches of one that was not accepted as a whole.
 *
 * Their IDs follow from its own: whoever splits it again, after a restart as well, gets the same ones.
 */
export async function halves(batch: Batch): Promise<readonly [Batch, Batch]> {
  const { text } = await batch.body();
  const { events, statsigMetadata } = JSON.parse(text) as {
    readonly events: readonly object[];
    readonly statsigMetadata: object;
  };
  const middle = Math.ceil(events.length / 2);
  const part = (index: number, start: number, end: number): Batch => {
    const body = new EventBody(JSON.stringify({ events: events.slice(start, end), statsigMetadata }));
    return {
      id: `${batch.id}.${index}`,
      first: batch.first + start,
      eventCount: end - start,
      sizeBytes: body.sizeBytes,
      history: batch.history,
      body: async () => body,
    };
  };
  return [part(0, 0, middle), part(1, middle, events.length)];
}

/** What the sink is given for one attempt. */
export async function attemptOf(batch: Batch, retryCount: number): Promise<EventBatch> {
  const { id, eventCount } = batch;
  const body = await batch.body();
  return {
    id,
    eventCount,
    retryCount,
    sizeBytes: body.sizeBytes,
    get body() {
      return body.text;
    },
    gzipped: () => body.gzipped(),
  };
}
