import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { type KeyedEnv, requireKey } from '../auth/require-key.ts';
import { readJson } from '../ingest/decode-body.ts';
import type { ServerParts } from '../server-parts.ts';
import type { Generation, Snapshot } from '../specs/snapshot.ts';
import { acceptedCoding } from './accepted-coding.ts';
import { waitForNewer } from './wait-for-newer.ts';

/** What cannot be read counts as 0: the sender then gets everything. */
const sinceTimeSchema = v.fallback(
  v.union([v.number(), v.pipe(v.string(), v.transform(Number), v.finite())]),
  0,
);

const requestSchema = v.fallback(v.object({ sinceTime: sinceTimeSchema }), { sinceTime: 0 });

/**
 * `POST /download_config_specs` and, as official SDKs ask for it, `GET /download_config_specs/{key}.json?sinceTime=`.
 *
 * Answers the whole project, or `{"has_updates":false}` to whom already has it; 304 to who knows its ETag. With `wait`,
 * in seconds, the answer comes when there is something new, or when that time is over.
 */
export function specsRoutes(
  parts: Pick<ServerParts, 'keys' | 'specs' | 'clock'>,
  generation: Generation,
): Hono<KeyedEnv> {
  const opened = requireKey(parts.keys, 'secret');
  const answer = async (context: Context<KeyedEnv>, sinceTime: number): Promise<Response> => {
    const snapshot = await waitForNewer(context, sinceTime, parts);
    if (sinceTime >= snapshot.time) return context.json({ has_updates: false, time: snapshot.time });
    return wholeProject(context, snapshot, generation);
  };
  return new Hono<KeyedEnv>()
    .post('/download_config_specs', opened, async (context) => {
      const { sinceTime } = v.parse(requestSchema, await readJson(context.req.raw));
      return answer(context, sinceTime);
    })
    .on('GET', ['/download_config_specs', '/download_config_specs/:key'], opened, (context) =>
      answer(context, v.parse(sinceTimeSchema, context.req.query('sinceTime'))),
    );
}

async function wholeProject(
  context: Context<KeyedEnv>,
  snapshot: Snapshot,
  generation: Generation,
): Promise<Response> {
  const { etag, bytes } = await snapshot.body(generation, context.get('key').targetApp);
  context.header('etag', etag);
  context.header('cache-control', 'private, no-cache');
  context.header('vary', 'accept-encoding, statsig-api-key');
  context.header('x-since-time', String(snapshot.time));
  if (knows(context.req.header('if-none-match'), etag)) return context.body(null, 304);
  const coding = acceptedCoding(context.req.header('accept-encoding'));
  context.header('content-type', 'application/json');
  if (coding !== 'identity') context.header('content-encoding', coding);
  return context.body(bytes[coding]);
}

function knows(ifNoneMatch: string | undefined, etag: string): boolean {
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  const known = ifNoneMatch?.split(',').map(opaque) ?? [];
  return known.includes(opaque(etag)) || known.includes('*');
}
