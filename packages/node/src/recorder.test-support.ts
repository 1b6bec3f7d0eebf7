import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** A request as it came over the wire. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly isGzipped: boolean;
  /** The body, decompressed and parsed. */
  readonly json: Record<string, unknown>;
}

/** What to answer. `hang` never does; `reset` ends the connection. */
export type Reply =
  | 'hang'
  | 'reset'
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Text as it is, anything else as JSON. */
      readonly body?: unknown;
      /** Whether the body is announced as longer than it is. */
      readonly isTruncated?: boolean;
    };

type Answer = (request: RecordedRequest, index: number) => Reply;

/** A server that writes down what it is asked. */
export interface Recorder extends AsyncDisposable {
  /** With `/v1`. */
  readonly apiURL: string;
  readonly requests: readonly RecordedRequest[];
  /** The requests to one endpoint. */
  to(endpoint: string): readonly RecordedRequest[];
  /** How to answer from now on. */
  answer(endpoint: string, answer: Answer | Reply): void;
  /** Resolves when an endpoint has got this many requests; with the last of them. */
  received(endpoint: string, count: number): Promise<RecordedRequest>;
}

/** Starts a recorder. Endpoints that were not told how to answer say 404. */
export async function startRecorder(): Promise<Recorder> {
  const requests: RecordedRequest[] = [];
  const answers = new Map<string, Answer>();
  const watchers = new Set<() => void>();
  const to = (endpoint: string) => requests.filter(({ url }) => url.startsWith(`/v1/${endpoint}`));

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await recorded(incoming);
    requests.push(request);
    const [endpoint, answer] = [...answers].find(([name]) => request.url.startsWith(`/v1/${name}`)) ?? [];
    const index = endpoint === undefined ? 0 : to(endpoint).length - 1;
    send(response, answer?.(request, index) ?? { status: 404, body: { message: 'no such route' } });
    for (const watcher of watchers) watcher();
  }

  const server = createServer((incoming, response) => void serve(incoming, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    apiURL: `http://127.0.0.1:${port}/v1`,
    requests,
    to,
    answer(endpoint, answer) {
      answers.set(endpoint, typeof answer === 'function' ? answer : () => answer);
    },
    received(endpoint, count) {
      return new Promise((resolve) => {
        const watcher = (): void => {
          const request = to(endpoint)[count - 1];
          if (request === undefined) return;
          watchers.delete(watcher);
          resolve(request);
        };
        watchers.add(watcher);
        watcher();
      });
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function recorded(incoming: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const { method = '', url = '', headers } = incoming;
  const isGzipped = headers['content-encoding'] === 'gzip';
  return {
    method,
    url,
    headers,
    bytes,
    isGzipped,
    get json() {
      return JSON.parse((isGzipped ? gunzipSync(bytes) : bytes).toString()) as Record<string, unknown>;
    },
  };
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return;
  if (reply === 'reset') {
    response.destroy();
    return;
  }
  const { status = 200, headers = {}, body = '', isTruncated = false } = reply;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  if (!isTruncated) {
    response.writeHead(status, headers).end(text);
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': String(text.length + 100) });
  response.write(text, () => response.destroy());
}
