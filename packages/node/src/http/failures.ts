import { errorText } from '../diagnostics/error-text.ts';
import type { HttpRequest } from './http-client.ts';
import { StatsigNetworkError } from './network-error.ts';
import { maskedKey, type Redact } from './redact.ts';
import { retryAfterMs } from './retry-after.ts';

/** The request that failed, for the message. */
export interface FailedRequest {
  readonly request: HttpRequest;
  readonly apiURL: string;
  readonly sdkKey: string;
  readonly redact: Redact;
}

/** Statuses that may be gone the next time; so may every 5xx. */
const passingStatuses: ReadonlySet<number> = new Set([408, 425, 429]);
const keyStatuses: ReadonlySet<number> = new Set([401, 403]);

/** The error for a response that is neither 2xx nor 304. */
export function refusal(
  response: Response,
  body: string,
  { now, ...failed }: FailedRequest & { readonly now: number },
): StatsigNetworkError {
  const { status, headers } = response;
  const said = serverMessage(failed.redact(body));
  const reason = said === '' ? String(status) : `${status}: ${said}`;
  const isKeyRefused = keyStatuses.has(status);
  const message = isKeyRefused
    ? `${name(failed)} refused the SDK key ${maskedKey(failed.sdkKey)} (${reason}). Check STATSIG_SECRET_KEY or the option sdkKey.`
    : `${name(failed)} was answered with ${reason}${hint(response)}.`;
  return new StatsigNetworkError(failed.redact(message), {
    code: isKeyRefused ? 'UNAUTHORIZED' : 'NETWORK',
    status,
    retryable: status >= 500 || passingStatuses.has(status),
    retryAfterMs: retryAfterMs(headers.get('retry-after'), now),
  });
}

/** The error for a request that brought no response, or only a part of one. */
export function unreachable(error: unknown, failed: FailedRequest): StatsigNetworkError {
  const { text, code } = rootCause(error);
  const reason = failed.redact(text);
  // What fetch and ky throw carries the request, key and all. Only its text and code are passed on.
  const cause = Object.assign(new Error(reason), code === undefined ? undefined : { code });
  return new StatsigNetworkError(failed.redact(`${name(failed)} failed: ${reason}.`), {
    retryable: true,
    cause,
  });
}

function name({ request, apiURL }: FailedRequest): string {
  return `${request.method.toUpperCase()} ${apiURL}/${request.path}`;
}

function hint({ status, headers }: Response): string {
  if (status < 300 || status >= 400) return '';
  return `, a redirect to ${headers.get('location') ?? 'nowhere'}, which a request with a secret key does not follow. Set apiURL to where it should go`;
}

/** What the server has to say: `message` of a JSON body, or the start of a text. */
function serverMessage(body: string): string {
  try {
    const { message } = JSON.parse(body) as { readonly message?: unknown };
    if (typeof message === 'string') return shortened(message);
  } catch {
    // No JSON: the text itself will do.
  }
  return shortened(body);
}

function shortened(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}

/** `fetch failed` says nothing; what it is caused by does, e.g. `connect ECONNREFUSED 127.0.0.1:3838`. */
function rootCause(error: unknown): { readonly text: string; readonly code: string | undefined } {
  let current = error;
  while (current instanceof Error && current.cause instanceof Error) current = current.cause;
  if (!(current instanceof Error)) return { text: errorText(current), code: undefined };
  const code = 'code' in current && typeof current.code === 'string' ? current.code : undefined;
  // The error of several addresses that all refused has no message of its own.
  return { text: current.message === '' ? (code ?? current.name) : current.message, code };
}
