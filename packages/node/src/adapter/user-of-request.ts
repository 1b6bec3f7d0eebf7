import type { StatsigUser } from '@acme/statsig-core';
import { anonymousUser } from './anonymous-user.ts';
import type { HttpRequest } from './http-request.ts';
import { stableIDOf } from './stable-id.ts';

/**
 * Whom a request is from, as far as the request says.
 *
 * `userID` is `request.user.id` when authentication set one. `customIDs.stableID` is what
 * {@link stableIDOf} finds: by default the cookie `statsig_stable_id`. `ip` is `request.ip`, so mind the framework's setting for proxies; `userAgent` is the header, and
 * `locale` the first language that the browser accepts.
 *
 * Visitors with neither of the IDs have the `userID` `''`, which they all share: what is open for everyone is open for
 * them.
 *
 * @example
 * const user = (request) => ({ ...userOfRequest(request), custom: { host: request.headers.host } });
 */
export function userOfRequest(request: HttpRequest): StatsigUser {
  const { headers, ip, user } = request;
  const stableID = stableIDOf(request);
  return {
    userID: idOf(user) ?? (stableID === undefined ? anonymousUser.userID : undefined),
    customIDs: stableID === undefined ? undefined : { stableID },
    ip,
    userAgent: headers['user-agent'],
    locale: firstLanguage(headers['accept-language']),
  };
}

/** Passport and its like set `user`; what is in it is theirs. */
function idOf(user: unknown): string | number | undefined {
  if (typeof user !== 'object' || user === null || !('id' in user)) return undefined;
  return typeof user.id === 'string' || typeof user.id === 'number' ? user.id : undefined;
}

/** The first tag of `en-NZ,en;q=0.8`; browsers send their users' preference first. */
function firstLanguage(acceptLanguage: string | undefined): string | undefined {
  return acceptLanguage?.match(/^\s*([a-z]+(?:-[a-z0-9]+)*)/i)?.[1];
}
