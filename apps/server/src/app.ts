import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import { errorText } from './logger.ts';
import { clientRoutes } from './routes/client.ts';
import { consoleRoutes } from './routes/console/console.ts';
import { ConsoleError } from './routes/console/console-error.ts';
import { healthRoutes } from './routes/health.ts';
import { idListRoutes } from './routes/id-lists.ts';
import { logEventRoutes } from './routes/log-event.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { observe } from './routes/observe.ts';
import { sdkRoutes } from './routes/sdk.ts';
import { specsRoutes } from './routes/specs.ts';
import { streamRoutes } from './routes/stream.ts';
import type { ServerParts } from './server-parts.ts';

/** What the HTTP side is made of. */
export interface AppParts extends ServerParts {
  /** Aborts when the server closes. */
  readonly closing: AbortSignal;
  /** What opens `/metrics`; without it there are none. */
  readonly metricsToken?: string | undefined;
}

/** What pages of any origin may ask: a client key is all they have, and it is public. */
const browserPaths = [
  '/v1/initialize',
  '/v1/check_gate',
  '/v1/get_config',
  '/v1/get_layer',
  '/v1/log_event',
  '/v1/rgstr',
  '/v1/log_custom_exposure',
  '/v1/sdk_exception',
  '/v1/stream',
];

/** The HTTP side of the server: every error as `{ message }`. */
export function createApp(parts: AppParts): Hono {
  const app = new Hono().use(observe(parts));
  for (const path of browserPaths) app.use(path, cors({ origin: '*', maxAge: 86_400 }));
  return app
    .route('/', metricsRoutes(parts, parts.metricsToken))
    .route('/console/v1', consoleRoutes(parts))
    .route('/v1', healthRoutes(parts))
    .route('/v1', specsRoutes(parts, 'v1'))
    .route('/v2', specsRoutes(parts, 'v2'))
    .route('/v1', streamRoutes(parts))
    .route('/v1', idListRoutes(parts))
    .route('/v1', logEventRoutes(parts))
    .route('/v1', clientRoutes(parts))
    .route('/v1', sdkRoutes(parts))
    .notFound((context) => context.json({ message: 'There is nothing here.' }, 404))
    .onError((error, context) => {
      if (error instanceof ConsoleError || error instanceof HTTPException) {
        return context.json(refusal(error, context.req.path), error.status);
      }
      // The route's pattern, since a path may contain a key.
      parts.logger.error(`[statsig] ${context.req.method} ${routePath(context, -1)}: ${errorText(error)}`);
      return context.json({ message: 'Something went wrong here.' }, 500);
    });
}

/** The console API answers errors as Statsig's does, all others as the contract says. */
function refusal(error: ConsoleError | HTTPException, path: string): Readonly<Record<string, unknown>> {
  if (!path.startsWith('/console/')) return { message: error.message };
  const errors = error instanceof ConsoleError && error.errors.length > 0 ? { errors: error.errors } : {};
  return { status: error.status, message: error.message, ...errors };
}
