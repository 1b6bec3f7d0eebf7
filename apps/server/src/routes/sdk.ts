import { Hono } from 'hono';
import { requireSecretKey } from '../auth/require-secret-key.ts';
import type { SecretKeys } from '../auth/secret-keys.ts';

/** What official SDKs also call: ID lists, of which there are none yet, and reports of their own errors. */
export function sdkRoutes(keys: SecretKeys): Hono {
  return new Hono()
    .on(['GET', 'POST'], ['/get_id_lists', '/get_id_lists/:key'], requireSecretKey(keys), (context) =>
      context.json({}),
    )
    .post('/sdk_exception', requireSecretKey(keys), (context) => context.json({ success: true }, 202));
}
