import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { SecretKeys } from './secret-keys.ts';

/**
 * Lets a request pass that carries a known key: in its `statsig-api-key` header or, without that header, in its path.
 *
 * The path parameter is `key`, with or without the `.json` that SDKs append. Others are answered 401.
 */
export function requireSecretKey(keys: SecretKeys): MiddlewareHandler {
  return async (context, next) => {
    const key = context.req.header('statsig-api-key') ?? context.req.param('key')?.replace(/\.json$/, '');
    if (!key) {
      throw new HTTPException(401, {
        message: 'Missing server secret key: send the header statsig-api-key.',
      });
    }
    if (!keys.has(key)) throw new HTTPException(401, { message: 'Unknown server secret key.' });
    await next();
  };
}
