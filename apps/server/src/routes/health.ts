import { Hono } from 'hono';
import type { ServerParts } from '../server-parts.ts';

/** How long the store may take to say that it can be written to. */
const patienceMs = 2_000;

/** What the routes of health need. */
export type HealthRoutesParts = Pick<ServerParts, 'probe' | 'specs' | 'clock'> & {
  readonly closing: AbortSignal;
};

/**
 * Open to all. `GET /health`: 200 while the process answers. `GET /ready`: 200 while it should be sent requests, else 503
 * with the reasons: it is about to end, or the store cannot be written to.
 */
export function healthRoutes({ probe, specs, clock, closing }: HealthRoutesParts): Hono {
  const isWritable = async (): Promise<boolean> => {
    const over = new AbortController();
    const impatience = clock.sleep(patienceMs, over.signal).then(
      () => false,
      () => false,
    );
    const isDone = probe().then(
      () => true,
      () => false,
    );
    return Promise.race([isDone, impatience]).finally(() => over.abort());
  };
  return new Hono()
    .get('/health', (context) => context.json({ status: 'ok' }))
    .get('/ready', async (context) => {
      const reasons = [
        ...(closing.aborted ? ['The server is closing.'] : []),
        ...((await isWritable()) ? [] : ['The store cannot be written to.']),
      ];
      const environments = Object.fromEntries(
        specs.all().map(({ environment, time }) => [environment, time]),
      );
      return reasons.length === 0
        ? context.json({ status: 'ready', environments })
        : context.json({ status: 'not ready', reasons }, 503);
    });
}
