import { sdkType, sdkVersion } from '../sdk.ts';
import { type FailedRequest, refusal, unreachable } from './failures.ts';
import type { HttpClientOptions } from './http-client.ts';
import { bodyText, readBody } from './read-body.ts';

/** A file that is being downloaded. */
export interface OpenedFile {
  /** Where in the file `chunks` begins: where it was asked for, or 0 when the server sends all of it anyway. */
  readonly startBytes: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Opens files by absolute URL, from a byte on. */
export type OpenFile = (url: string, fromBytes: number, signal: AbortSignal) => Promise<OpenedFile>;

/** The longest body of a refusal that is read for its message. */
const maxMessageBytes = 4 * 1024;

/**
 * Makes a function that opens files, wherever they are. The key goes along to the server's own origin only, and then
 * redirects are not followed.
 */
export function createFileOpener(options: HttpClientOptions): OpenFile {
  return async (text, fromBytes, signal) => {
    const url = new URL(text);
    const failed = failedRequest(url, options);
    const failure = (error: unknown): Error => unreachable(error, failed);
    const response = await request(url, fromBytes, options, signal).catch((error: unknown) => {
      throw failure(error);
    });
    const { status } = response;
    if (status === 200) return { startBytes: 0, chunks: chunksOf(response, failure) };
    if (status === 206 && isFrom(response, fromBytes)) {
      return { startBytes: fromBytes, chunks: chunksOf(response, failure) };
    }
    const message = await readBody(response, maxMessageBytes).then(bodyText, () => '');
    throw refusal(response, message, { ...failed, now: options.clock.now() });
  };
}

async function request(
  url: URL,
  fromBytes: number,
  { apiURL, sdkKey, fetch }: HttpClientOptions,
  signal: AbortSignal,
): Promise<Response> {
  const { default: ky } = await import('ky');
  const isOwn = url.origin === new URL(apiURL).origin;
  const own = { 'statsig-api-key': sdkKey, 'statsig-sdk-type': sdkType, 'statsig-sdk-version': sdkVersion };
  return ky(url, {
    fetch: (input, init) => fetch(input, init),
    headers: {
      ...(isOwn ? own : undefined),
      ...(fromBytes > 0 ? { range: `bytes=${fromBytes}-` } : undefined),
    },
    redirect: isOwn ? 'manual' : 'follow',
    signal,
    retry: { limit: 0 },
    timeout: false,
    throwHttpErrors: false,
  });
}

/** Without what is behind the question mark: of a signed URL that is a secret too. */
function failedRequest({ origin, pathname }: URL, { sdkKey, redact }: HttpClientOptions): FailedRequest {
  return { request: { method: 'get', path: pathname.slice(1) }, apiURL: origin, sdkKey, redact };
}

function isFrom({ headers }: Response, fromBytes: number): boolean {
  const range = headers.get('content-range');
  return range === null || range.startsWith(`bytes ${fromBytes}-`);
}

async function* chunksOf({ body }: Response, failure: (error: unknown) => Error): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  try {
    for await (const chunk of body) yield chunk;
  } catch (error) {
    throw failure(error);
  }
}
