import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as v from 'valibot';
import { type KeyedEnv, requireKey } from '../auth/require-key.ts';
import { acceptEvents } from '../ingest/accept-events.ts';
import { readJson } from '../ingest/decode-body.ts';
import { maxBatchEvents } from '../ingest/event-batch.ts';
import { eventOfExposure } from '../ingest/manual-exposure.ts';
import type { ServerParts } from '../server-parts.ts';

/** What the routes of events need. */
export type LogEventRoutesParts = Pick<ServerParts, 'keys' | 'writer' | 'metrics' | 'clock' | 'logger'>;

/** The body; what else is in it describes the sender. */
const eventsSchema = v.pipe(
  v.object({ events: v.array(v.unknown()) }),
  v.transform(({ events }) => events),
);

const exposuresSchema = v.pipe(
  v.object({ exposures: v.array(v.unknown()) }),
  v.transform(({ exposures }) => exposures.map(eventOfExposure)),
);

/** What a body is read with, by route. */
const schemas: Readonly<Record<string, v.GenericSchema<unknown, readonly unknown[]>>> = {
  '/log_event': eventsSchema,
  '/rgstr': eventsSchema,
  '/log_custom_exposure': exposuresSchema,
};

/**
 * `POST /log_event`, `/rgstr` (as browsers call it) and `/log_custom_exposure`: 202 when the events are on disk.
 *
 * While they cannot be stored it answers 503, never 429: official SDKs send a batch again after the one, and drop it
 * after the other.
 */
export function logEventRoutes(parts: LogEventRoutesParts): Hono<KeyedEnv> {
  const routes = new Hono<KeyedEnv>();
  for (const [path, schema] of Object.entries(schemas)) {
    routes.post(path, requireKey(parts.keys, 'secret', 'client'), async (context) => {
      const sender = { batchID: readBatchID(context), clientTime: readClientTime(context) };
      const events = readEvents(schema, await readJson(context.req.raw));
      const isStored = await acceptEvents({ key: context.get('key'), events, ...sender }, parts);
      if (isStored) return context.json({ success: true }, 202);
      const message = 'The events could not be stored; send them again.';
      return context.json({ success: false, message }, 503, { 'retry-after': '1' });
    });
  }
  return routes;
}

function readEvents(schema: v.GenericSchema<unknown, readonly unknown[]>, body: unknown): readonly unknown[] {
  const parsed = v.safeParse(schema, body);
  if (!parsed.success) throw new HTTPException(400, { message: 'The body has no list of events.' });
  if (parsed.output.length <= maxBatchEvents) return parsed.output;
  throw new HTTPException(413, { message: `A batch has at most ${maxBatchEvents} events.` });
}

/** Servers must say what time it is for them; browsers say it as `t`, or not at all. */
function readClientTime(context: Context<KeyedEnv>): number | undefined {
  const header = context.req.header('statsig-client-time');
  const isServer = context.get('key').kind === 'secret';
  const text = header ?? (isServer ? '' : context.req.query('t'));
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  if (!isServer) return undefined;
  throw new HTTPException(400, {
    message: 'The header STATSIG-CLIENT-TIME must be the time of sending, in epoch milliseconds.',
  });
}

function readBatchID(context: Context): string | undefined {
  const id = context.req.header('statsig-batch-id') || context.req.header('idempotency-key') || undefined;
  if (id === undefined || id.length <= 200) return id;
  throw new HTTPException(400, { message: 'A batch ID has at most 200 characters.' });
}
