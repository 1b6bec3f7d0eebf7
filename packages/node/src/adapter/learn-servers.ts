import type { Server, ServerResponse } from 'node:http';
import { type ClosableServer, flushAtShutdown } from '../exit-handlers.ts';
import type { Statsig } from '../statsig.ts';
import { isServer, ServerEnd } from './server-end.ts';

/** A request as far as it says which server it came through. */
export interface ServedRequest {
  readonly socket?: object | null | undefined;
}

/** What an end with learned servers can be told. */
export interface LearnServersOptions {
  /** How long the end may take, in milliseconds, as of `flushAtShutdown`. */
  readonly deadlineMs: number;
}

/** The servers that requests came through, or that were given. They end with the process, before the events go. */
export interface LearnedServers {
  /** Learns a server before its first request. */
  learn(server: Server): void;
  /** To be called with every request, before its response is begun. */
  learnFrom(request: ServedRequest, response: Pick<ServerResponse, 'setHeader'>): void;
}

/**
 * `flushAtShutdown` for frameworks whose middleware does not know the server: it is learned from the requests.
 *
 * When a server closes without a signal, events are delivered too, and the SDK object stays in use: another server may
 * serve the same app, as supertest's do.
 */
export function learnServers(statsig: Statsig, { deadlineMs }: LearnServersOptions): LearnedServers {
  const servers = new Map<Server, ServerEnd>();
  flushAtShutdown(statsig, { server: allOf(servers), deadlineMs });

  function endOf(server: Server): ServerEnd {
    const known = servers.get(server);
    if (known !== undefined) return known;
    const end = new ServerEnd(server);
    servers.set(server, end);
    server.once('close', () => {
      servers.delete(server);
      void statsig.flush({ deadlineMs });
    });
    return end;
  }

  return {
    learn: (server) => void endOf(server),
    learnFrom(request, response) {
      const server = serverOf(request);
      if (server === undefined) return;
      const end = endOf(server);
      // Others may close it.
      if (!server.listening) end.begin();
      end.prepare(response);
    },
  };
}

/** All at once; what follows when one of them closes by itself is looked after by whoever learns it. */
function allOf(servers: ReadonlyMap<Server, ServerEnd>): ClosableServer {
  return {
    close(callback) {
      const closing = [...servers.values()].map((end) => new Promise<void>((resolve) => end.close(resolve)));
      void Promise.all(closing).then(() => callback());
    },
  };
}

/**
 * Node puts the server on the sockets that it accepts, and types say nothing of it. Requests that are made up, as for a
 * cloud function, have none.
 */
function serverOf({ socket }: ServedRequest): Server | undefined {
  const server: unknown = socket && 'server' in socket ? socket.server : undefined;
  return isServer(server) ? server : undefined;
}
