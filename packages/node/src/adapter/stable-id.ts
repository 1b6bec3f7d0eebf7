import { StatsigError } from '@acme/statsig-core';
import type { HttpRequest } from './http-request.ts';
import { readCookie } from './read-cookie.ts';

/** The cookie by which visitors who are not signed in are told apart. */
export interface StableIDCookieOptions {
  /**
   * @defaultValue `statsig_stable_id`
   */
  readonly name?: string | undefined;
  /**
   * How long a browser keeps it after the last visit that issued it, in days. From 1 to 400, which is as long as browsers
   * keep any.
   *
   * @defaultValue 365
   */
  readonly maxAgeDays?: number | undefined;
}

/** The part of a response that is needed. */
export interface CookieResponse {
  readonly headersSent: boolean;
  appendHeader(name: string, value: string): unknown;
}

/** Gives a visitor a stable ID, to be called with each request before its response is begun. */
export type IssueStableID = (request: HttpRequest, response: CookieResponse) => void;

const defaultName = 'statsig_stable_id';

/** What a cookie may be called: a token of HTTP. */
const token = /^[\w!#$%&'*+.^`|~-]+$/;

/** The IDs of requests that came with a cookie of another name, or with none. */
const stableIDs = new WeakMap<HttpRequest, string>();

/**
 * Issues the cookie to visitors who have none. Their first request has the ID already: {@link stableIDOf} tells it.
 *
 * Scripts cannot read the cookie (`HttpOnly`), other sites do not send it along (`SameSite=Lax`), and it is `Secure` when
 * the request came over TLS.
 *
 * @throws {StatsigError} `INVALID_OPTIONS` when the name is none of a cookie, or the age out of bounds.
 */
export function issueStableID({
  name = defaultName,
  maxAgeDays = 365,
}: StableIDCookieOptions = {}): IssueStableID {
  if (!token.test(name)) throw invalid(`cookie.name must be the name of a cookie, not "${name}"`);
  if (!(maxAgeDays >= 1 && maxAgeDays <= 400)) {
    throw invalid(`cookie.maxAgeDays must be from 1 to 400, not ${maxAgeDays}`);
  }
  const attributes = `Path=/; Max-Age=${Math.round(maxAgeDays * secondsPerDay)}; HttpOnly; SameSite=Lax`;

  return (request, response) => {
    if (stableIDs.has(request)) return;
    const present = readCookie(request.headers.cookie, name);
    if (present !== undefined) {
      stableIDs.set(request, present);
    } else if (!response.headersSent) {
      const id = crypto.randomUUID();
      stableIDs.set(request, id);
      const secure = isSecure(request) ? '; Secure' : '';
      response.appendHeader('set-cookie', `${name}=${id}; ${attributes}${secure}`);
    }
  };
}

/**
 * The stable ID of whom a request is from: issued with this very request, or read from its cookie.
 *
 * @returns Undefined when there is none.
 */
export function stableIDOf(request: HttpRequest): string | undefined {
  return stableIDs.get(request) ?? readCookie(request.headers.cookie, defaultName);
}

const secondsPerDay = 86_400;

/** Behind a proxy it is the framework that knows, if it is told to trust it. */
function isSecure({ secure, socket }: HttpRequest): boolean {
  return secure ?? (typeof socket === 'object' && socket !== null && 'encrypted' in socket);
}

function invalid(problem: string): StatsigError {
  return new StatsigError('INVALID_OPTIONS', `The option ${problem}.`);
}
