import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The only host that pages may talk to. */
export interface LocalServer {
  /** E.g. `http://127.0.0.1:49152`. */
  readonly origin: string;
  /** The paths that were posted to. */
  readonly posted: readonly string[];
  close(): Promise<void>;
}

/** Without an icon of its own a page asks for one. */
const page = '<!doctype html><title>core</title><link rel="icon" href="data:,">';

/** Serves an empty page and scripts by their path, and accepts whatever is posted. */
export async function startLocalServer(scripts: Readonly<Record<string, string>>): Promise<LocalServer> {
  const posted: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const script = scripts[path];
    if (request.method === 'POST') {
      posted.push(path);
      response.writeHead(202, { 'content-type': 'application/json' }).end('{"success":true}');
    } else if (script !== undefined)
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else if (path === '/') response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
