/**
 * For those who write an adapter for a framework: what the Express and Nest adapters are made of. Applications need none of
 * it.
 *
 * An adapter takes a user from the request, binds it, and runs the rest in a request scope.
 *
 * @example
 * const statsig = createStatsig();
 * const findUser = guardedUser(userOfRequest, { logger: console, optionName: 'user' });
 * const servers = learnServers(statsig, { deadlineMs: 8_000 });
 *
 * createServer((request, response) => {
 *   servers.learnFrom(request, response);
 *   const resolve = () => statsig.forUser(findUser(request));
 *   openRequestScope({ request, response, resolve }, () => serve(request, response));
 * }).listen(3000);
 * @packageDocumentation
 */

export { isInRequestScope, type RequestScope, requestScope } from '../request-scope.ts';
export {
  type AdapterOptions,
  type ResolvedAdapterOptions,
  resolveAdapterOptions,
} from './adapter-options.ts';
export { type GateRequirement, type GateRequirementOptions, gateRequirement } from './gate-requirement.ts';
export { type GuardedUserOptions, guardedUser } from './guarded-user.ts';
export type { HttpRequest } from './http-request.ts';
export {
  type LearnedServers,
  type LearnServersOptions,
  learnServers,
  type ServedRequest,
} from './learn-servers.ts';
export { openRequestScope, type ScopedRequest } from './open-request-scope.ts';
export { readCookie } from './read-cookie.ts';
export { isServer, ServerEnd } from './server-end.ts';
export {
  type CookieResponse,
  type IssueStableID,
  issueStableID,
  type StableIDCookieOptions,
  stableIDOf,
} from './stable-id.ts';
export { userOfRequest } from './user-of-request.ts';
