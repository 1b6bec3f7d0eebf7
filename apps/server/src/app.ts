import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import type { SecretKeys } from './auth/secret-keys.ts';
import type { Clock } from './clock.ts';
import type { BatchWriter } from './ingest/batch-writer.ts';
import { errorText, type Logger } from './logger.ts';
import type { LiveProject } from './project/live-project.ts';
import { healthRoutes } from './routes/health.ts';
import { logEventRoutes } from './routes/log-event.ts';
import { sdkRoutes } from './routes/sdk.ts';
import { specsRoutes } from './routes/specs.ts';

/** What the HTTP side is made of. */
export interface AppParts {
  readonly keys: SecretKeys;
  readonly project: LiveProject;
  readonly writer: BatchWriter;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The HTTP side of the server: all routes under `/v1`, every error as `{ message }`. */
export function createApp(parts: AppParts): Hono {
  return new Hono()
    .route('/v1', healthRoutes(parts.project))
    .route('/v1', specsRoutes(parts))
    .route('/v1', logEventRoutes(parts))
    .route('/v1', sdkRoutes(parts.keys))
    .notFound((context) => context.json({ message: 'There is nothing here.' }, 404))
    .onError((error, context) => {
      if (error instanceof HTTPException) return context.json({ message: error.message }, error.status);
      // The route's pattern, since a path may contain a key.
      parts.logger.error(`[statsig] ${context.req.method} ${routePath(context, -1)}: ${errorText(error)}`);
      return context.json({ message: 'Something went wrong here.' }, 500);
    });
}
