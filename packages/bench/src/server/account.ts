import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { type Publication, publishedBody } from './publication.ts';
import { WaitingCount } from './waiting-count.ts';

/** What the server does for one child: it counts its events and hands out its specs. */
export class Account {
  readonly #events = new WaitingCount();
  readonly #served = new WaitingCount();
  /** Specs that are handed out once, to whoever asks next. */
  #specs: Buffer | undefined;
  /** The status that events are answered with in place of 202; `hang` for no answer. */
  #refusal: string | undefined;

  /**
   * Answers a request.
   *
   * @param path - What comes after the child's own part of the path.
   */
  async answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const [first = '', second = ''] = path.split('/');
    if (first === 'delivered') await this.#events.reached(Number(second));
    else if (first === 'served') await this.#served.reached(Number(second));
    else if (first === 'refuse') this.#refusal = second;
    else if (first === 'publish')
      this.#specs = await publishedBody(JSON.parse(body.toString()) as Publication);
    else if (/log_event|rgstr/.test(path)) return this.#takeEvents(request, body, response);
    else if (path.includes('download_config_specs')) return this.#handOut(response);
    answerJSON(response, 200, '{}');
  }

  #takeEvents(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    if (this.#refusal === 'hang') return;
    if (this.#refusal !== undefined) answerJSON(response, Number(this.#refusal), '{}');
    else {
      answerJSON(response, 202, '{"success":true}');
      this.#events.add(eventCount(request, body));
    }
  }

  #handOut(response: ServerResponse): void {
    const specs = this.#specs;
    this.#specs = undefined;
    if (specs !== undefined) response.once('finish', () => this.#served.add(1));
    answerJSON(response, 200, specs ?? '{"has_updates":false}');
  }
}

function answerJSON(response: ServerResponse, status: number, body: string | Buffer): void {
  const length = Buffer.byteLength(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length }).end(body);
}

/** The SDKs say how many events a batch has; reading that costs this machine less than the body. */
function eventCount({ headers }: IncomingMessage, body: Buffer): number {
  const stated = Number(headers['statsig-event-count']);
  if (Number.isInteger(stated) && stated > 0) return stated;
  const json = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
  return (JSON.parse(json.toString()) as { readonly events: readonly unknown[] }).events.length;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
