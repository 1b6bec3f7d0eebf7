import type { StatsigUser } from '@acme/statsig-node';
import type { Request } from 'express';
import { readCookie } from './cookie.ts';

/** The cookie by which visitors who are not signed in are told apart. */
const stableIDCookie = 'statsig_stable_id';

/**
 * Whom a request is from, as far as Express knows: what the middleware uses unless told otherwise.
 *
 * `userID` is `req.user.id` when authentication set one; `customIDs.stableID` comes from the cookie `statsig_stable_id`;
 * `ip` is `req.ip` (mind Express's `trust proxy`), `userAgent` the header, and `locale` the first that the browser accepts.
 *
 * @example
 * app.use(statsigMiddleware({ user: (req) => ({ ...userOfRequest(req), custom: { plan: req.session.plan } }) }));
 */
export function userOfRequest(request: Request): StatsigUser {
  const stableID = readCookie(request.headers.cookie, stableIDCookie);
  return {
    userID: userIDOf(request),
    customIDs: stableID === undefined ? undefined : { stableID },
    ip: request.ip,
    userAgent: request.headers['user-agent'],
    locale: firstLanguage(request.headers['accept-language']),
  };
}

/** Passport and its like set `user`; what is in it is theirs. */
function userIDOf(request: object): string | number | undefined {
  const user: unknown = 'user' in request ? request.user : undefined;
  if (typeof user !== 'object' || user === null || !('id' in user)) return undefined;
  return typeof user.id === 'string' || typeof user.id === 'number' ? user.id : undefined;
}

/** The first tag of `en-NZ,en;q=0.8`; browsers send their users' preference first. */
function firstLanguage(acceptLanguage: string | undefined): string | undefined {
  return acceptLanguage?.match(/^\s*([a-z]+(?:-[a-z0-9]+)*)/i)?.[1];
}
