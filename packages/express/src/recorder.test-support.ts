import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** The parts of an event that tests look at. */
export interface RecordedEvent {
  readonly eventName: string;
  readonly user: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A server that serves specs and keeps the events that it gets. */
export interface Recorder extends AsyncDisposable {
  /** With `/v1`. */
  readonly apiURL: string;
  /** All events, in the order in which they came. */
  readonly events: readonly RecordedEvent[];
  /** The events of one name. */
  named(eventName: string): readonly RecordedEvent[];
  /** Resolves when this many events have come. */
  received(count: number): Promise<void>;
}

/** What a recorder serves. */
export interface RecorderOptions {
  /** @defaultValue {@link testSpecs} */
  readonly specs?: object;
  /** Until when specs are held back. */
  readonly specsReady?: Promise<unknown>;
  /** The status of the answer to specs. */
  readonly status?: number;
}

/** Starts a recorder on a free port. */
export async function startRecorder(options: RecorderOptions = {}): Promise<Recorder> {
  const { specs = testSpecs, specsReady = Promise.resolve(), status = 200 } = options;
  const events: RecordedEvent[] = [];
  const watchers = new Set<() => void>();
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (request.url?.startsWith('/v1/download_config_specs')) {
      await specsReady;
      response.writeHead(status).end(JSON.stringify(specs));
      return;
    }
    events.push(...(JSON.parse(body) as { events: RecordedEvent[] }).events);
    for (const watcher of watchers) watcher();
    response.writeHead(202).end('{"success":true}');
  }

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    apiURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    events,
    named: (eventName) => events.filter((event) => event.eventName === eventName),
    received: (count) =>
      new Promise((resolve) => {
        const watcher = (): void => {
          if (events.length >= count) resolve();
        };
        watchers.add(watcher);
        watcher();
      }),
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
}

const everyone = { type: 'public', targetValue: null, operator: null, field: null };
const staff = { type: 'user_field', targetValue: ['yes'], operator: 'any', field: 'staff' };

/** Gates `open` and `closed` are so for everyone with an ID, `staff_only` for users with `custom.staff: 'yes'`. */
const testSpecs = {
  has_updates: true,
  time: 1_000,
  feature_gates: [gate('open', everyone), gate('closed', null), gate('staff_only', staff)],
  dynamic_configs: [],
  layer_configs: [],
};

function gate(name: string, condition: object | null): object {
  const rule = { id: 'rule', name: 'rule', salt: 'salt', idType: 'userID', passPercentage: 100 };
  return {
    name,
    type: 'feature_gate',
    entity: 'feature_gate',
    salt: name,
    enabled: true,
    idType: 'userID',
    defaultValue: false,
    rules: condition === null ? [] : [{ ...rule, returnValue: true, conditions: [condition] }],
  };
}
