import type { Key } from '../auth/key.ts';
import type { Clock } from '../clock.ts';
import { errorText, type Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { BacklogError, type BatchWriter } from './batch-writer.ts';
import { type EventBatch, readEventBatch } from './event-batch.ts';

/** What accepting events needs. */
export interface AcceptEventsParts {
  readonly writer: BatchWriter;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Events as they came, and who sent them. */
export interface Sent {
  readonly key: Key;
  readonly events: readonly unknown[];
  /** Undefined when the sender gives none. */
  readonly batchID?: string | undefined;
  /** The sender's clock when it sent them, in epoch milliseconds; the server's own when it does not say. */
  readonly clientTime?: number | undefined;
}

/** How long a sender is kept waiting: then it had better send again, and what is stored meanwhile is known by its ID. */
const patienceMs = 10_000;

/** Reads events and stores them. @returns Whether they are on disk; if not, the sender may send them again. */
export async function acceptEvents(sent: Sent, parts: AcceptEventsParts): Promise<boolean> {
  const { metrics, clock, logger } = parts;
  const receivedAt = clock.now();
  const { key, events, batchID, clientTime = receivedAt } = sent;
  const { batch, rejections } = readEventBatch(events, {
    environment: key.environment,
    batchID,
    clientTime,
    receivedAt,
  });
  for (const reason of rejections) metrics.eventsRejected.inc({ reason });
  if (rejections.length > 0) {
    logger.warn(
      `[statsig] ${rejections.length} of ${events.length} events rejected; see "${rejections[0]}" of the first.`,
    );
  }
  return batch.events.length === 0 || store(batch, parts);
}

async function store(
  batch: EventBatch,
  { writer, metrics, clock, logger }: AcceptEventsParts,
): Promise<boolean> {
  const stop = metrics.storeSeconds.startTimer();
  const over = new AbortController();
  const impatience = clock.sleep(patienceMs, over.signal).then(() => {
    throw new Error(`no answer from the database within ${patienceMs} ms`);
  });
  try {
    const isNew = await Promise.race([writer.write(batch), impatience]);
    if (isNew) metrics.eventsStored.inc({ environment: batch.environment }, batch.events.length);
    else metrics.batchesRepeated.inc();
    return true;
  } catch (error) {
    metrics.batchesRefused.inc({ reason: error instanceof BacklogError ? 'backlog' : 'store' });
    logger.error(`[statsig] ${batch.events.length} events not stored: ${errorText(error)}`);
    return false;
  } finally {
    stop();
    over.abort();
    // Its end, either way, is of no more interest.
    impatience.catch(() => undefined);
  }
}
