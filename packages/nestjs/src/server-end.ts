import type { Server, ServerResponse } from 'node:http';

/** How long a connection may idle while its server closes: clients that keep it for a next request would delay the end. */
const lastIdleMs = 500;

/** How an app's HTTP server ends, without clients that hold on to their connections. */
export class ServerEnd {
  readonly #server: Server | undefined;
  #isEnding = false;

  /** @param server - What Nest's HTTP adapter has; apps that serve no HTTP have none. */
  constructor(server: unknown) {
    this.#server = isServer(server) ? server : undefined;
  }

  /** From now on clients are told not to come back on the connection that they have. */
  begin(): void {
    this.#isEnding = true;
    if (this.#server === undefined || !('keepAliveTimeout' in this.#server)) return;
    this.#server.keepAliveTimeout = Math.min(this.#server.keepAliveTimeout, lastIdleMs);
  }

  /** To be called with each response before it is begun. */
  prepare(response: Pick<ServerResponse, 'setHeader'>): void {
    if (this.#isEnding) response.setHeader('connection', 'close');
  }

  /** Stops accepting; resolves when the requests that are being served have ended. */
  async close(): Promise<void> {
    this.begin();
    const server = this.#server;
    if (server !== undefined) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

function isServer(server: unknown): server is Server {
  return typeof server === 'object' && server !== null && 'listening' in server && 'close' in server;
}
