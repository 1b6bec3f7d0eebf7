import { Hono } from 'hono';
import { type KeyedEnv, requireKey } from '../auth/require-key.ts';
import type { ServerParts } from '../server-parts.ts';

/** What official SDKs also call: reports of their own errors. */
export function sdkRoutes({ keys }: Pick<ServerParts, 'keys'>): Hono<KeyedEnv> {
  return new Hono<KeyedEnv>().post('/sdk_exception', requireKey(keys, 'secret', 'client'), (context) =>
    context.json({ success: true }, 202),
  );
}
