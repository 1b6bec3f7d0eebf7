import { once } from 'node:events';
import { Server as HTTPServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Clock } from './clock.ts';

/** A port that is being served. */
export interface Listening {
  /** E.g. `http://localhost:3838`; an SDK's API is that plus `/v1`. */
  readonly url: string;
  readonly port: number;
  /**
   * Takes no more requests, and resolves when those under way are answered; after 10 seconds they are cut off.
   *
   * May be called again.
   */
  close(): Promise<void>;
}

/** What to serve, and where. */
export interface ListenOptions {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** 0 takes a free one. */
  readonly port: number;
  /** Whether nothing else in the process needs the global `Request` and `Response` as Node makes them. */
  readonly replacesGlobals: boolean;
  readonly clock: Clock;
}

const drainMs = 10_000;

/**
 * Serves a fetch function over HTTP, on all interfaces.
 *
 * @throws Node's own error when the port is taken.
 */
export async function listen({ fetch, port, replacesGlobals, clock }: ListenOptions): Promise<Listening> {
  const http = createAdaptorServer({ fetch, overrideGlobalObjects: replacesGlobals });
  if (!(http instanceof HTTPServer)) throw new TypeError('The adaptor made no HTTP/1 server.');
  // Connections are kept for a next request; after the last one, that would only delay the end.
  http.on('request', (_request, response) => {
    response.once('close', () => {
      if (!http.listening) http.closeIdleConnections();
    });
  });
  http.listen(port);
  await once(http, 'listening');
  const { port: actualPort } = http.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    url: `http://localhost:${actualPort}`,
    port: actualPort,
    close: () => {
      closing ??= drain(http, clock);
      return closing;
    },
  };
}

async function drain(http: HTTPServer, clock: Clock): Promise<void> {
  const closed = once(http, 'close');
  http.close();
  const deadline = new AbortController();
  const cutOff = clock.sleep(drainMs, deadline.signal).then(
    () => http.closeAllConnections(),
    () => undefined,
  );
  await closed;
  deadline.abort();
  await cutOff;
}
