import { currentStatsig, StatsigError } from '@acme/statsig-node';
import { type CanActivate, type ExecutionContext, NotFoundException, UseGuards } from '@nestjs/common';

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
   * Makes what is thrown.
   *
   * @defaultValue The `NotFoundException` of an unknown route, so that the route seems not to exist
   */
  readonly exception?: ((context: ExecutionContext) => Error) | undefined;
}

/**
 * Lets requests through to a handler, or to all of a controller, when gates are open for their user. Gates are asked in
 * their order, and no more of them than it takes; each that is asked counts as seen.
 *
 * It is a guard. Guards of the same place run from the lowest decorator up, so put it above the `@UseGuards` that
 * authenticates; those that are global, or the controller's, run before a handler's anyway.
 *
 * @param gates - The name of a gate, or several gates.
 * @throws {StatsigError} `INVALID_OPTIONS` when no gate is named.
 * @example
 * @Get('checkout')
 * @RequireGate('new_checkout')
 * show() {}
 *
 * @Get('lounge')
 * @RequireGate({ any: ['staff_tools', 'loyalty_lounge'] }, { exception: () => new ForbiddenException() })
 * lounge() {}
 */
export function RequireGate(
  gates: string | GateRequirement,
  { exception = unknownRoute }: RequireGateOptions = {},
): ClassDecorator & MethodDecorator {
  return UseGuards(new GateGuard(typeof gates === 'string' ? { all: [gates] } : gates, exception));
}

class GateGuard implements CanActivate {
  readonly #required: { readonly [Key in keyof GateRequirement]-?: readonly string[] };
  readonly #exception: (context: ExecutionContext) => Error;

  constructor(
    { all = [], any = [], none = [] }: GateRequirement,
    exception: (context: ExecutionContext) => Error,
  ) {
    const names = [...all, ...any, ...none];
    if (names.length === 0 || names.includes('')) {
      const message =
        "@RequireGate needs the name of a gate: @RequireGate('name'), or { all, any, none } with names.";
      throw new StatsigError('INVALID_OPTIONS', message);
    }
    this.#required = { all, any, none };
    this.#exception = exception;
  }

  canActivate(context: ExecutionContext): boolean {
    const { all, any, none } = this.#required;
    const statsig = currentStatsig();
    const check = (name: string): boolean => statsig.checkGate(name);
    if (all.every(check) && (any.length === 0 || any.some(check)) && !none.some(check)) return true;
    throw this.#exception(context);
  }
}

/** Word for word what Nest throws where there is no route. */
function unknownRoute(context: ExecutionContext): Error {
  const { method, originalUrl, url } = context.switchToHttp().getRequest<{
    readonly method?: string;
    readonly originalUrl?: string;
    readonly url?: string;
  }>();
  return new NotFoundException(`Cannot ${method} ${originalUrl ?? url}`);
}
