import type { Server } from 'node:http';
import {
  type ClosableServer,
  type DeliveryOptions,
  type DeliveryReport,
  flushAtShutdown,
  type Statsig,
} from '@acme/statsig-node';
import type { Request, Response } from 'express';

/** How long a connection may idle while its server closes: clients that keep it for a next request would delay the end. */
const lastIdleMs = 500;

/** What ends when the process does: a signal is sent to a process, not to one of its apps. */
const statsigs = new Set<Statsig>();
const servers = new Set<Server>();
let longestDeadlineMs = 0;
let uninstall = (): void => undefined;

/**
 * From now on, a signal closes the servers that were learned, then delivers the events of the SDK object.
 *
 * When a server closes without a signal, events are delivered too, and the SDK object stays in use: another server may
 * serve the same app, as supertest's do.
 *
 * @returns Learns the server that a request came through. To be called with every request.
 */
export function joinProcessEnd(
  statsig: Statsig,
  { deadlineMs }: { readonly deadlineMs: number },
): (request: Request, response: Response) => void {
  statsigs.add(statsig);
  longestDeadlineMs = Math.max(longestDeadlineMs, deadlineMs);
  uninstall();
  // One listener for all: Node warns when a process has more than ten.
  uninstall = flushAtShutdown(
    { shutdown: shutDownAll },
    { server: allServers, deadlineMs: longestDeadlineMs },
  );

  const known = new WeakSet<Server>();
  return function learnServer(request, response) {
    const server = serverOf(request);
    if (server === undefined) return;
    if (known.has(server)) {
      // It is closing: the client is to know that this connection ends.
      if (!server.listening) response.setHeader('connection', 'close');
      return;
    }
    known.add(server);
    servers.add(server);
    server.once('close', () => {
      known.delete(server);
      servers.delete(server);
      void statsig.flush({ deadlineMs });
    });
  };
}

const allServers: ClosableServer = {
  close(callback) {
    void Promise.all([...servers].map(closed)).then(() => callback());
  },
  // What follows when one of them closes by itself is up to `joinProcessEnd`.
  once: () => undefined,
  off: () => undefined,
};

function closed(server: Server): Promise<void> {
  server.keepAliveTimeout = Math.min(server.keepAliveTimeout, lastIdleMs);
  // Closed by others already: then this waits with them for the requests being served.
  return new Promise((resolve) => server.close(() => resolve()));
}

async function shutDownAll(options?: DeliveryOptions): Promise<DeliveryReport> {
  const reports = await Promise.all([...statsigs].map((statsig) => statsig.shutdown(options)));
  const sum = (read: (report: DeliveryReport) => number): number =>
    reports.reduce((total, report) => total + read(report), 0);
  return {
    sent: sum(({ sent }) => sent),
    pending: sum(({ pending }) => pending),
    spooled: sum(({ spooled }) => spooled),
    dropped: sum(({ dropped }) => dropped),
    timedOut: reports.some(({ timedOut }) => timedOut),
  };
}

/**
 * Node puts the server on the sockets that it accepts, and types say nothing of it. Requests that an adapter makes up, as
 * for a cloud function, have none.
 */
function serverOf({ socket }: { readonly socket?: object | null }): Server | undefined {
  const server: unknown = socket && 'server' in socket ? socket.server : undefined;
  const isServer =
    typeof server === 'object' && server !== null && 'listening' in server && 'close' in server;
  return isServer ? (server as Server) : undefined;
}
