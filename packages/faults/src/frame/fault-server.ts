import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { type Fault, faults, interrupting } from './faults.ts';
import { Watched } from './watched.ts';

/** A request that arrived whole. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly reply: Reply;
}

/** An answer, or what is done instead of answering. */
export type Reply = Fault | PlainReply;

interface PlainReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: object | string | undefined;
}

/** Decides by how often the endpoint was asked before. */
export type Answer = (index: number, headers: IncomingHttpHeaders) => Reply;

/** A server that misbehaves as told. It is no part of the process under test. */
export class FaultServer implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #requests: ReceivedRequest[] = [];
  readonly #answers: ReadonlyMap<string, Answer>;
  readonly #asked = new Map<string, number>();
  readonly #answered = new Watched();

  constructor(server: Server, answers: ReadonlyMap<string, Answer>) {
    this.#server = server;
    this.#answers = answers;
    this.port = (server.address() as AddressInfo).port;
    server.on('request', (incoming, response) => void this.#serve(incoming, response));
  }

  /** What an SDK takes as `apiURL`. */
  get apiURL(): string {
    return `http://127.0.0.1:${this.port}/v1`;
  }

  /** Every request to an endpoint, e.g. `log_event`, whose body arrived whole, in order. */
  to(endpoint: string): readonly ReceivedRequest[] {
    return this.#requests.filter(({ url }) => endpointOf(url) === endpoint);
  }

  /** Resolves when an endpoint has been asked, and answered or not, this often. */
  async asked(endpoint: string, count: number): Promise<void> {
    await this.#answered.until(() => ((this.#asked.get(endpoint) ?? 0) >= count ? true : undefined));
  }

  /** Resolves with what `look` returns, as soon as that is not undefined; it looks again after each request. */
  until<T>(look: (server: this) => T | undefined): Promise<T> {
    return this.#answered.until(() => look(this));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = incoming;
    const endpoint = endpointOf(url);
    const index = this.#asked.get(endpoint) ?? 0;
    this.#asked.set(endpoint, index + 1);
    const reply = this.#answers.get(endpoint)?.(index, headers) ?? { status: 404 };
    if (!interrupting.has(reply)) {
      this.#requests.push({ method, url, headers, bytes: await buffer(incoming), reply });
    }
    if (typeof reply === 'string') faults[reply](incoming, response);
    else send(response, reply);
    this.#answered.changed();
  }
}

/** How endpoints answer: with one reply after the other, of which the last stays, or as a function decides. */
export type Answers = Readonly<Record<string, readonly Reply[] | Answer>>;

/**
 * Starts a server on a free port, or on one where another has been. Endpoints that are not listed answer 404.
 *
 * @param options - `port`: 0 takes a free one.
 */
export async function startFaultServer(answers: Answers, { port = 0 } = {}): Promise<FaultServer> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const entries = Object.entries(answers).map(([endpoint, answer]): [string, Answer] => [
    endpoint,
    typeof answer === 'function' ? answer : inTurn(answer),
  ]);
  return new FaultServer(server, new Map(entries));
}

/** A port where nobody listens: one that was free a moment ago. */
export async function freePort(): Promise<number> {
  await using server = await startFaultServer({});
  return server.port;
}

/** The body of a request, decompressed and parsed. */
export function jsonOf({ headers, bytes }: ReceivedRequest): Readonly<Record<string, unknown>> {
  const text = headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
  return JSON.parse(text.toString()) as Readonly<Record<string, unknown>>;
}

function inTurn(replies: readonly Reply[]): Answer {
  return (index) => replies[Math.min(index, replies.length - 1)] ?? { status: 404 };
}

function endpointOf(url: string): string {
  return url.replace(/^\/v\d\//, '').split(/[/?]/)[0] ?? '';
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: PlainReply): void {
  response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
}
