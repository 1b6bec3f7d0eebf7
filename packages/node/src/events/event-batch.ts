import { Buffer } from 'node:buffer';
import { EventBody } from './event-body.ts';
import type { EventRun } from './event-run.ts';
import type { EventBatch } from './event-sink.ts';
import type { StoredBatch, StoredBatchContent } from './event-store.ts';

/** Events on their way, which stay together until they are accepted. */
export interface Batch {
  readonly id: string;
  /** The number of its first event. */
  readonly first: number;
  readonly eventCount: number;
  /** The size of its events, in bytes of JSON. */
  readonly sizeBytes: number;
  /** Whether it would outlive the process. */
  readonly isStored: boolean;
  /** What became of it and of all parts it was split into. */
  readonly history: BatchHistory;
  body(): Promise<EventBody>;
  /** Lets go of it: it was accepted, or is given up. */
  release(): void;
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
export function createBatch({ first, count, json, sizeBytes }: EventRun, statsigMetadata: string): Batch {
  const body = bodyOf(json, statsigMetadata);
  return {
    id: crypto.randomUUID(),
    first,
    eventCount: count,
    sizeBytes,
    isStored: false,
    history: { refusals: 0, isPartlyAccepted: false },
    body: async () => body,
    release: () => undefined,
  };
}

/** What a stored batch asks of its store. */
interface BatchKeeper {
  read(): Promise<StoredBatchContent>;
  /** Counts events that were stored and are not there. */
  missing(count: number): void;
  release(): void;
}

/** Makes a batch whose body stays where it is stored, except during an attempt. */
export function storedBatch(
  { id, first, eventCount, sizeBytes }: StoredBatch & { readonly first: number },
  { read, missing, release }: BatchKeeper,
): Batch {
  const history = { refusals: 0, isPartlyAccepted: false };
  const batch = { id, first, eventCount, sizeBytes, isStored: true, history, body, release };

  async function body(): Promise<EventBody> {
    const content = await read();
    const missingEvents = batch.eventCount - content.eventCount;
    batch.eventCount = content.eventCount;
    if (missingEvents > 0) missing(missingEvents);
    return bodyOf(Buffer.from(content.json), content.statsigMetadata);
  }

  return batch;
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
  let kept = 2;
  const release = (): void => {
    kept -= 1;
    if (kept === 0) batch.release();
  };
  const part = (index: number, start: number, end: number): Batch => {
    const body = new EventBody(
      Buffer.from(JSON.stringify({ events: events.slice(start, end), statsigMetadata })),
    );
    return {
      id: `${batch.id}.${index}`,
      first: batch.first + start,
      eventCount: end - start,
      sizeBytes: body.sizeBytes,
      isStored: batch.isStored,
      history: batch.history,
      body: async () => body,
      release,
    };
  };
  return [part(0, 0, middle), part(1, middle, events.length)];
}

function bodyOf(events: Buffer, statsigMetadata: string): EventBody {
  const head = Buffer.from('{"events":');
  return new EventBody(Buffer.concat([head, events, Buffer.from(`,"statsigMetadata":${statsigMetadata}}`)]));
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
