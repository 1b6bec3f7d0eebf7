import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RecordingLogger, sdkKey } from '@acme/adapter-testing';
import { createStatsig, type Statsig, type StatsigOptions } from '@acme/statsig-node';
import type { Express } from 'express';

/** An app that is listening. */
export interface ServedApp extends AsyncDisposable {
  readonly url: string;
  readonly server: Server;
  /** Asks for a path with a method and headers, and reads the answer. */
  ask(path: string, init?: RequestInit): Promise<Answer>;
}

/** An answer that was read. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Serves an app on a free port. */
export async function serve(app: Express): Promise<ServedApp> {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    server,
    async ask(path, init) {
      const response = await fetch(`${url}${path}`, init);
      return { status: response.status, text: await response.text() };
    },
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Creates an SDK object that ends with its block, and sends events at once. */
export function statsigOf(apiURL: string, options: StatsigOptions = {}): Statsig {
  return createStatsig({
    sdkKey,
    apiURL,
    events: { intervalMs: 1 },
    logger: new RecordingLogger(),
    ...options,
  });
}
