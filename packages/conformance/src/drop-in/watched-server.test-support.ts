import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { createServer, shopProjectFile } from '@acme/statsig-server';

/** An event as it arrived. */
export type WireEvent = Readonly<Record<string, unknown>> & { readonly eventName: string };

/** The real server, behind a port that remembers the events which came through. */
export interface WatchedServer extends AsyncDisposable {
  /** With `/v1`. */
  readonly apiURL: string;
  /** The events of one SDK key, in the order of their arrival. */
  eventsOf(sdkKey: string): readonly WireEvent[];
}

/** Starts a server with the shop's project, and lets these keys in. */
export async function startWatchedServer(keys: readonly string[]): Promise<WatchedServer> {
  const server = await createServer({ project: shopProjectFile, store: ':memory:', keys });
  const arrived: { readonly sdkKey: string; readonly events: readonly WireEvent[] }[] = [];

  async function forward(incoming: IncomingMessage): Promise<Response> {
    const { url = '/', method = 'GET', headers } = incoming;
    const body = await buffer(incoming);
    const sent = Object.entries(headers).filter(
      (each): each is [string, string] => typeof each[1] === 'string',
    );
    const response = await server.fetch(`http://127.0.0.1${url}`, {
      method,
      headers: sent.filter(([name]) => name !== 'transfer-encoding'),
      ...(body.length === 0 ? undefined : { body: new Uint8Array(body) }),
    });
    if (url.endsWith('/log_event') && response.ok) {
      const json = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      const { events } = JSON.parse(json.toString()) as { readonly events: readonly WireEvent[] };
      arrived.push({ sdkKey: String(headers['statsig-api-key']), events });
    }
    return response;
  }

  const front = createHttpServer((incoming, outgoing) => {
    void forward(incoming).then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    });
  });
  await once(front.listen(0, '127.0.0.1'), 'listening');
  return {
    apiURL: `http://127.0.0.1:${(front.address() as AddressInfo).port}/v1`,
    eventsOf: (sdkKey) => arrived.filter((batch) => batch.sdkKey === sdkKey).flatMap(({ events }) => events),
    async [Symbol.asyncDispose]() {
      front.closeAllConnections();
      front.close();
      await server.close();
    },
  };
}
