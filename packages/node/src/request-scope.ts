import { AsyncLocalStorage } from 'node:async_hooks';
import { StatsigError, type StatsigUser } from '@acme/statsig-core';
import type { UserStatsig } from './user-statsig.ts';

interface Scope {
  readonly resolve: () => UserStatsig;
  /** Undefined until it is first asked for. */
  current: UserStatsig | undefined;
}

/** The one thing of this package that belongs to the process: whose request it is that is being served. */
const scopes = new AsyncLocalStorage<Scope>();

/**
 * Runs `work` in a request's scope: inside it, however deep and however late, `currentStatsig()` answers for the request's
 * user.
 *
 * @param resolve - Finds the user, e.g. `() => statsig.forUser({ userID: request.user.id })`. Called at the first read and
 *   not again, so a scope may be opened before the request is authenticated.
 * @returns What `work` returns.
 */
export function runInRequestScope<T>(resolve: () => UserStatsig, work: () => T): T {
  return scopes.run({ resolve, current: undefined }, work);
}

/** The scope of one request, for frameworks that do not call all of its work from one place. */
export interface RequestScope {
  /** Opens it for the rest of what runs now, and for all that follows from it. */
  enter(): void;
  /** Opens it for `work`, as often as need be. */
  run<Result>(work: () => Result): Result;
}

/**
 * Makes a scope that is not open yet.
 *
 * @param resolve - As of {@link runInRequestScope}.
 */
export function requestScope(resolve: () => UserStatsig): RequestScope {
  const scope: Scope = { resolve, current: undefined };
  return {
    enter: () => scopes.enterWith(scope),
    run: (work) => scopes.run(scope, work),
  };
}

/** Whether a scope is open. Does not ask for its user. */
export function isInRequestScope(): boolean {
  return scopes.getStore() !== undefined;
}

/**
 * The user of the request that is being served.
 *
 * @throws {StatsigError} `NO_REQUEST_SCOPE` outside a request.
 * @example
 * function price(amount: number): number {
 *   return amount * (1 - currentStatsig().getExperiment('checkout').get('discount', 0));
 * }
 */
export function currentStatsig(): UserStatsig {
  const current = tryCurrentStatsig();
  if (current !== undefined) return current;
  const message =
    'There is no request here: mount statsigMiddleware() before the route, or import StatsigModule, or wrap the work in runInRequestScope(). Outside of requests use statsig.forUser(user).';
  throw new StatsigError('NO_REQUEST_SCOPE', message);
}

/** The user of the request that is being served; undefined outside a request. */
export function tryCurrentStatsig(): UserStatsig | undefined {
  const scope = scopes.getStore();
  if (scope === undefined) return undefined;
  scope.current ??= scope.resolve();
  return scope.current;
}

/**
 * Changes the user of the request that is being served, as after a log-in in the middle of it. Answers given before stay
 * given; the specs version stays the request's.
 *
 * @throws {StatsigError} `NO_REQUEST_SCOPE` outside a request.
 */
export function setRequestUser(user: StatsigUser): void {
  const changed = currentStatsig().withUser(user);
  const scope = scopes.getStore();
  if (scope !== undefined) scope.current = changed;
}
