import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { type KeyedEnv, requireKey } from '../auth/require-key.ts';
import type { ServerParts } from '../server-parts.ts';

/** Proxies close connections that say nothing for a minute. */
const pingMs = 30_000;

/** What closes a stream: the client, or the server when it ends. */
export type StreamParts = Pick<ServerParts, 'keys' | 'specs' | 'clock'> & { readonly closing: AbortSignal };

/**
 * `GET /stream`: server-sent events that say that there is something new, `{"type":"specs","time":…}`, and not what.
 *
 * The first one says what there is, unless `Last-Event-ID` is already that.
 */
export function streamRoutes({ keys, specs, clock, closing }: StreamParts): Hono<KeyedEnv> {
  return new Hono<KeyedEnv>().get('/stream', requireKey(keys, 'secret', 'client'), (context) => {
    const { environment } = context.get('key');
    return streamSSE(context, async (stream) => {
      const over = new AbortController();
      const end = (): void => over.abort();
      let toldTime = Number(context.req.header('last-event-id')) || 0;
      const tell = async (): Promise<void> => {
        const { time } = specs.current(environment);
        if (time <= toldTime) return;
        toldTime = time;
        await stream.writeSSE({ id: String(time), data: JSON.stringify({ type: 'specs', time }) });
      };
      const unsubscribe = specs.subscribe(() => void tell().catch(end));
      stream.onAbort(end);
      closing.addEventListener('abort', end);
      if (closing.aborted) end();
      await tell();
      while (!over.signal.aborted) {
        await clock.sleep(pingMs, over.signal).catch(() => undefined);
        if (!over.signal.aborted) await stream.write(': still here\n\n');
      }
      unsubscribe();
      closing.removeEventListener('abort', end);
    });
  });
}
