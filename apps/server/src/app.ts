import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import { errorText } from './logger.ts';
import { healthRoutes } from './routes/health.ts';
import { idListRoutes } from './routes/id-lists.ts';
import { logEventRoutes } from './routes/log-event.ts';
import { sdkRoutes } from './routes/sdk.ts';
import { specsRoutes } from './routes/specs.ts';
import { streamRoutes } from './routes/stream.ts';
import type { ServerParts } from './server-parts.ts';

/** What the HTTP side is made of. */
export interface AppParts extends ServerParts {
  /** Aborts when the server closes. */
  readonly closing: AbortSignal;
}

/** The HTTP side of the server: every error as `{ message }`. */
export function createApp(parts: AppParts): Hono {
  return new Hono()
    .route('/v1', healthRoutes())
    .route('/v1', specsRoutes(parts, 'v1'))
    .route('/v2', specsRoutes(parts, 'v2'))
    .route('/v1', streamRoutes(parts))
    .route('/v1', idListRoutes(parts))
    .route('/v1', logEventRoutes(parts))
    .route('/v1', sdkRoutes(parts))
    .notFound((context) => context.json({ message: 'There is nothing here.' }, 404))
    .onError((error, context) => {
      if (error instanceof HTTPException) return context.json({ message: error.message }, error.status);
      // The route's pattern, since a path may contain a key.
      parts.logger.error(`[statsig] ${context.req.method} ${routePath(context, -1)}: ${errorText(error)}`);
      return context.json({ message: 'Something went wrong here.' }, 500);
    });
}
