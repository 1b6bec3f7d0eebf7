import type { Context, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Key, KeyKind } from './key.ts';
import type { KeyProblem, KeyRing } from './key-ring.ts';

/** What a route knows after {@link requireKey}. */
export interface KeyedEnv {
  Variables: { key: Key };
}

const problems: Readonly<Record<KeyProblem, string>> = {
  unknown: 'Unknown key.',
  expired: 'This key has expired.',
  revoked: 'This key was revoked.',
};

/**
 * Lets a request pass that carries a key of one of these kinds: in its `statsig-api-key` header or, without that header,
 * in its query as `k` or in its path as `key`, with or without the `.json` that SDKs append.
 *
 * 401 for a key that is missing, unknown, expired or revoked; 403 for one of another kind.
 */
export function requireKey(keys: KeyRing, ...kinds: readonly KeyKind[]): MiddlewareHandler<KeyedEnv> {
  return async (context, next) => {
    const text = keyTextOf(context);
    if (!text) {
      throw new HTTPException(401, { message: 'Missing key: send the header statsig-api-key.' });
    }
    const key = keys.find(text);
    if (typeof key === 'string') throw new HTTPException(401, { message: problems[key] });
    if (!kinds.includes(key.kind)) {
      const message = `A ${key.kind} key does not open this; ${kinds.join(' and ')} keys do.`;
      throw new HTTPException(403, { message });
    }
    context.set('key', key);
    await next();
  };
}

function keyTextOf({ req }: Context): string | undefined {
  return req.header('statsig-api-key') ?? req.query('k') ?? req.param('key')?.replace(/\.json$/, '');
}
