import type { KyInstance } from 'ky';
import { type Session, sdkType, sdkVersion } from '../sdk.ts';
import type { Clock } from '../time/clock.ts';
import { refusal, unreachable } from './failures.ts';
import { StatsigNetworkError } from './network-error.ts';
import { type BodyPieces, bodyText, readBody } from './read-body.ts';
import type { Redact } from './redact.ts';

/** Sends requests to one base URL, with the SDK's headers and key. */
export interface HttpClient {
  /**
   * Sends one request, once: who asked for it decides whether and when to try again, and for how long to wait.
   *
   * @returns Any 2xx response, or a 304.
   * @throws {StatsigNetworkError} For every other outcome; its text never holds the key.
   */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
}

/** What is to be sent. */
export interface HttpRequest {
  readonly method: 'get' | 'post';
  /** Below the base URL, without a leading slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
  /** The longest response that is read, in bytes. Without it a good response's body is ignored. */
  readonly maxBytes?: number | undefined;
}

/** What came back, when it was of use. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  /** What there is of it, where nobody asked for the body. */
  readonly body: BodyPieces;
}

/** What a client needs to know. */
export interface HttpClientOptions {
  /** Includes the version, e.g. `https://api.statsig.com/v1`. */
  readonly apiURL: string;
  readonly sdkKey: string;
  readonly redact: Redact;
  readonly session: Session;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** The longest body of a response that is only read for its message, or not at all. */
const maxIgnoredBytes = 64 * 1024;

/** How long a body that nobody needs may keep its connection; after that the connection is given up. */
const ignoredBodyMs = 1_000;

/** Makes a client. Nothing is loaded or opened before its first request. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { sdkKey, redact, apiURL, clock } = options;
  let loading: Promise<KyInstance> | undefined;

  async function exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    loading ??= loadKy(options);
    const ky = await loading;
    const { method, path, query, headers, body, maxBytes } = request;
    const response = await ky(path, {
      method,
      signal,
      ...(query === undefined ? undefined : { searchParams: query }),
      ...(headers === undefined ? undefined : { headers }),
      ...(body === undefined ? undefined : { body }),
    });
    const accepted = response.ok || response.status === 304;
    if (accepted && maxBytes !== undefined) {
      return { status: response.status, headers: response.headers, body: await readBody(response, maxBytes) };
    }
    const ignored = await readIgnoredBody(response, clock, signal);
    if (!accepted)
      throw refusal(response, bodyText(ignored), { request, sdkKey, redact, apiURL, now: clock.now() });
    return { status: response.status, headers: response.headers, body: ignored };
  }

  return {
    async send(request, signal) {
      try {
        return await exchange(request, signal);
      } catch (error) {
        if (error instanceof StatsigNetworkError) throw error;
        throw unreachable(error, { request, sdkKey, redact, apiURL });
      }
    },
  };
}

/** Loading ky takes tens of milliseconds, which a process that is offline or only bootstraps never has to pay. */
async function loadKy({ apiURL, sdkKey, session, fetch, clock }: HttpClientOptions): Promise<KyInstance> {
  const { default: ky } = await import('ky');
  return ky.create({
    prefix: apiURL,
    fetch: (input, init) => fetch(input, init),
    headers: {
      'statsig-api-key': sdkKey,
      'statsig-sdk-type': sdkType,
      'statsig-sdk-version': sdkVersion,
      'statsig-server-session-id': session.id,
    },
    // The key goes where it was configured to go, and nowhere that a response points to.
    redirect: 'manual',
    // Deadlines and retries belong to the loops that ask, and to their clock.
    retry: { limit: 0 },
    timeout: false,
    throwHttpErrors: false,
    hooks: {
      beforeRequest: [
        ({ request }) => request.headers.set('statsig-client-time', String(Math.trunc(clock.now()))),
      ],
    },
  });
}

/** Reads what is not needed, because a connection can only be used again when its response has been read. */
async function readIgnoredBody(response: Response, clock: Clock, signal: AbortSignal): Promise<BodyPieces> {
  const nothing = (): BodyPieces => [];
  const body = readBody(response, maxIgnoredBytes).catch(nothing);
  const patience = new AbortController();
  const abort = (): void => patience.abort();
  signal.addEventListener('abort', abort, { once: true });
  const impatience = clock.sleep(ignoredBodyMs, patience.signal).then(nothing, nothing);
  try {
    return await Promise.race([body, impatience]);
  } finally {
    signal.removeEventListener('abort', abort);
    patience.abort();
  }
}
