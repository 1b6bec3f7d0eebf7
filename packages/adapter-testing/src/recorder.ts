import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { testSpecs } from './test-specs.ts';

/** The parts of an event that tests look at. */
export interface RecordedEvent {
  readonly eventName: string;
  readonly user: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A server that serves {@link testSpecs} and keeps the events that it gets. */
export interface Recorder extends AsyncDisposable {
  /** With `/v1`. */
  readonly apiURL: string;
  /** All events, in the order in which they came. */
  readonly events: readonly RecordedEvent[];
  /** The events of one name. */
  named(eventName: string): readonly RecordedEvent[];
  /** The user IDs of the events of one name, sorted. */
  usersOf(eventName: string): readonly string[];
  /** Resolves when this many events have come. */
  received(count: number): Promise<void>;
}

/** How a recorder answers those who ask for specs. */
export interface RecorderOptions {
  /** Until when specs are held back. */
  readonly specsReady?: Promise<unknown>;
  /** @defaultValue 200 */
  readonly status?: number;
}

/** Starts a recorder on a free port. */
export async function startRecorder({ specsReady, status = 200 }: RecorderOptions = {}): Promise<Recorder> {
  const events: RecordedEvent[] = [];
  const arrivals = new EventEmitter();
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (request.url?.startsWith('/v1/download_config_specs')) {
      await specsReady;
      response.writeHead(status).end(JSON.stringify(testSpecs));
      return;
    }
    events.push(...(JSON.parse(body) as { events: RecordedEvent[] }).events);
    arrivals.emit('events');
    response.writeHead(202).end('{"success":true}');
  }

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const named = (eventName: string) => events.filter((event) => event.eventName === eventName);
  return {
    apiURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    events,
    named,
    usersOf: (eventName) =>
      named(eventName)
        .map(({ user }) => String(user['userID']))
        .toSorted(),
    async received(count) {
      while (events.length < count) await once(arrivals, 'events');
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const bytes = await buffer(request);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
}
