import type { Server, ServerResponse } from 'node:http';
import type { ClosableServer } from '../exit-handlers.ts';

/** How long a connection may idle while its server closes: clients that keep it for a next request would delay the end. */
const lastIdleMs = 500;

/** How an HTTP server ends, without clients that hold on to their connections. */
export class ServerEnd implements ClosableServer {
  readonly #server: Server;
  #isEnding = false;

  constructor(server: Server) {
    this.#server = server;
  }

  /** From now on clients are told not to come back on the connection that they have. */
  begin(): void {
    this.#isEnding = true;
    this.#server.keepAliveTimeout = Math.min(this.#server.keepAliveTimeout, lastIdleMs);
  }

  /** To be called with each response before it is begun. */
  prepare(response: Pick<ServerResponse, 'setHeader'>): void {
    if (this.#isEnding) response.setHeader('connection', 'close');
  }

  /**
   * Stops accepting.
   *
   * @param callback - Called when the requests that are being served have ended, also when others closed it already.
   */
  close(callback: () => void): void {
    this.begin();
    this.#server.close(() => callback());
  }
}

/** Whether this is an HTTP server; frameworks that serve nothing have something else in its place. */
export function isServer(value: unknown): value is Server {
  return (
    typeof value === 'object' &&
    value !== null &&
    'listening' in value &&
    'close' in value &&
    'keepAliveTimeout' in value
  );
}
