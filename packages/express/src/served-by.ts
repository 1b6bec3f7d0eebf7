import { type Statsig, StatsigError } from '@acme/statsig-node';
import type { Request } from 'express';

/** Which SDK object serves a request: an app may have several. */
const servedBy = new WeakMap<Request, Statsig>();

/** Notes it, for handlers that are about the SDK rather than about the request's user. */
export function noteServedBy(request: Request, statsig: Statsig): void {
  servedBy.set(request, statsig);
}

/**
 * @throws {StatsigError} `NO_REQUEST_SCOPE` where `statsigMiddleware()` was not mounted before.
 */
export function sdkServing(request: Request): Statsig {
  const statsig = servedBy.get(request);
  if (statsig !== undefined) return statsig;
  throw new StatsigError('NO_REQUEST_SCOPE', 'Mount statsigMiddleware() before statsigHealth().');
}
