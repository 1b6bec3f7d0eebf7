import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { ServerParts } from '../server-parts.ts';

/** Times and logs every request, by the pattern of its route: paths and queries may hold keys. */
export function observe({
  metrics,
  clock,
  logger,
}: Pick<ServerParts, 'metrics' | 'clock' | 'logger'>): MiddlewareHandler {
  return async (context, next) => {
    const startedAt = clock.now();
    await next();
    const ms = clock.now() - startedAt;
    const { method } = context.req;
    const route = routePath(context, -1);
    const { status } = context.res;
    metrics.requestSeconds.observe({ method, route, status }, ms / 1000);
    logger.debug(`[statsig] ${method} ${route} ${status} ${ms} ms`);
  };
}
