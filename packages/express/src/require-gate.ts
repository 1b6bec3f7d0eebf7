import type { NameOf } from '@acme/statsig-node';
import { type GateRequirement, gateRequirement } from '@acme/statsig-node/adapter';
import type { RequestHandler } from 'express';

/** What happens to a request that does not get through. */
export interface RequireGateOptions {
  /**
   * The status that it is answered with.
   *
   * @defaultValue 404, so that the route seems not to exist
   */
  readonly status?: number | undefined;
  /** Answers it instead, e.g. with a page or by `next('route')`. */
  readonly onFail?: RequestHandler | undefined;
}

/**
 * Lets a request through to its route when gates are open for its user. Gates are asked in their order, and no more of
 * them than it takes; each that is asked counts as seen.
 *
 * @param gates - The name of a gate, or several gates.
 * @throws {StatsigError} `INVALID_OPTIONS` when no gate is named.
 * @example
 * app.get('/checkout', requireGate('new_checkout'), showCheckout);
 * app.get('/lounge', requireGate({ any: ['staff_tools', 'loyalty_lounge'] }, { status: 403 }), showLounge);
 */
export function requireGate(
  gates: NameOf<'gate'> | GateRequirement,
  { status = 404, onFail: fail = (_, response) => void response.sendStatus(status) }: RequireGateOptions = {},
): RequestHandler {
  const isAllowed = gateRequirement(gates, { caller: 'requireGate' });
  return function gateGuard(request, response, next) {
    if (isAllowed(request.statsig)) return next();
    return fail(request, response, next);
  };
}
