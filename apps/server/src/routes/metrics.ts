import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { hashKey } from '../auth/key.ts';
import type { ServerParts } from '../server-parts.ts';

/** `GET /metrics` for Prometheus, to whom has the token; without one there are none. */
export function metricsRoutes(
  { metrics, specs }: Pick<ServerParts, 'metrics' | 'specs'>,
  token: string | undefined,
): Hono {
  const routes = new Hono();
  if (token === undefined) return routes;
  const wanted = Buffer.from(hashKey(`Bearer ${token}`));
  return routes.get('/metrics', async (context) => {
    const given = Buffer.from(hashKey(context.req.header('authorization') ?? ''));
    if (!timingSafeEqual(given, wanted)) {
      throw new HTTPException(401, { message: 'Send Authorization: Bearer and the metrics token.' });
    }
    for (const { environment, time } of specs.all()) metrics.specsTime.set({ environment }, time / 1000);
    return context.text(await metrics.registry.metrics(), 200, {
      'content-type': metrics.registry.contentType,
    });
  });
}
