import type { StatsigUser } from '@acme/statsig-node';
import { readCookie } from './cookie.ts';
import type { HttpRequest } from './http-request.ts';

/** The cookie by which visitors who are not signed in are told apart. */
const stableIDCookie = 'statsig_stable_id';

/**
 * Whom a request is from, as far as the request says: what the module uses unless told otherwise.
 *
 * `userID` is `request.user.id` when authentication set one; `customIDs.stableID` comes from the cookie
 * `statsig_stable_id`; `ip` is `request.ip`, `userAgent` the header, and `locale` the first that the browser accepts.
 *
 * @example
 * StatsigModule.forRoot({ user: (request) => ({ ...userOfRequest(request), custom: { host: request.headers.host } }) });
 */
export function userOfRequest(request: HttpRequest): StatsigUser {
  const { headers, ip, user } = request;
  const stableID = readCookie(headers.cookie, stableIDCookie);
  return {
    userID: idOf(user),
    customIDs: stableID === undefined ? undefined : { stableID },
    ip,
    userAgent: headers['user-agent'],
    locale: firstLanguage(headers['accept-language']),
  };
}

function idOf(user: unknown): string | number | undefined {
  if (typeof user !== 'object' || user === null || !('id' in user)) return undefined;
  return typeof user.id === 'string' || typeof user.id === 'number' ? user.id : undefined;
}

/** The first tag of `en-NZ,en;q=0.8`; browsers send their users' preference first. */
function firstLanguage(acceptLanguage: string | undefined): string | undefined {
  return acceptLanguage?.match(/^\s*([a-z]+(?:-[a-z0-9]+)*)/i)?.[1];
}
