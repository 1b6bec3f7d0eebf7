import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as v from 'valibot';
import { type KeyedEnv, requireKey } from '../auth/require-key.ts';
import { readJson } from '../ingest/decode-body.ts';
import { maxBatchEvents, readEventBatch } from '../ingest/event-batch.ts';
import { errorText } from '../logger.ts';
import type { ServerParts } from '../server-parts.ts';

/** What the route of events needs. */
export type LogEventRoutesParts = Pick<ServerParts, 'keys' | 'writer' | 'clock' | 'logger'>;

/** The body; what else is in it describes the sender. */
const requestSchema = v.object({ events: v.array(v.unknown()) });

/**
 * `POST /log_event`: 202 when the events are on disk.
 *
 * While they cannot be stored it answers 503, never 429: official SDKs send a batch again after the one, and drop it
 * after the other.
 */
export function logEventRoutes({ keys, writer, clock, logger }: LogEventRoutesParts): Hono<KeyedEnv> {
  return new Hono<KeyedEnv>().post('/log_event', requireKey(keys, 'secret', 'client'), async (context) => {
    const sender = { batchID: readBatchID(context), clientTime: readClientTime(context) };
    const events = readEvents(await readJson(context.req.raw));
    const { batch, rejected, firstRejection } = readEventBatch(events, {
      ...sender,
      environment: context.get('key').environment,
      receivedAt: clock.now(),
    });
    if (rejected > 0) {
      logger.warn(
        `[statsig] ${rejected} of ${events.length} events rejected; see "${firstRejection}" of the first.`,
      );
    }
    try {
      if (batch.events.length > 0) await writer.write(batch);
    } catch (error) {
      logger.error(`[statsig] ${batch.events.length} events not stored: ${errorText(error)}`);
      const message = 'The events could not be stored; send them again.';
      return context.json({ message }, 503, { 'retry-after': '1' });
    }
    return context.json({ success: true }, 202);
  });
}

function readEvents(body: unknown): readonly unknown[] {
  const parsed = v.safeParse(requestSchema, body);
  if (!parsed.success) throw new HTTPException(400, { message: 'The body has no list of events.' });
  const { events } = parsed.output;
  if (events.length <= maxBatchEvents) return events;
  throw new HTTPException(413, { message: `A batch has at most ${maxBatchEvents} events.` });
}

function readClientTime(context: Context): number {
  const header = context.req.header('statsig-client-time') ?? '';
  if (/^\d{1,15}$/.test(header)) return Number(header);
  throw new HTTPException(400, {
    message: 'The header STATSIG-CLIENT-TIME must be the time of sending, in epoch milliseconds.',
  });
}

function readBatchID(context: Context): string | undefined {
  const id = context.req.header('statsig-batch-id') || context.req.header('idempotency-key') || undefined;
  if (id === undefined || id.length <= 200) return id;
  throw new HTTPException(400, { message: 'A batch ID has at most 200 characters.' });
}
