import { StatsigError, type UserStatsig } from '@acme/statsig-node';
import type { RequestHandler } from 'express';

/** Which gates a request needs. All that is given has to hold; at least one gate has to be named. */
export interface GateRequirement {
  /** Each of these is open. */
  readonly all?: readonly string[] | undefined;
  /** At least one of these is open. */
  readonly any?: readonly string[] | undefined;
  /** Each of these is closed. */
  readonly none?: readonly string[] | undefined;
}

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
  gates: string | GateRequirement,
  { status = 404, onFail: fail = (_, response) => void response.sendStatus(status) }: RequireGateOptions = {},
): RequestHandler {
  const { all = [], any = [], none = [] } = typeof gates === 'string' ? { all: [gates] } : gates;
  const names = [...all, ...any, ...none];
  if (names.length === 0 || names.includes('')) {
    const message =
      "requireGate needs the name of a gate: requireGate('name'), or { all, any, none } with names.";
    throw new StatsigError('INVALID_OPTIONS', message);
  }

  function isOpen(statsig: UserStatsig): boolean {
    const check = (name: string): boolean => statsig.checkGate(name);
    return all.every(check) && (any.length === 0 || any.some(check)) && !none.some(check);
  }

  return function gateGuard(request, response, next) {
    if (isOpen(request.statsig)) return next();
    return fail(request, response, next);
  };
}
