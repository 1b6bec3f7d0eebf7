import { currentStatsig, type NameOf } from '@acme/statsig-node';
import { type GateRequirement, gateRequirement } from '@acme/statsig-node/adapter';
import {
  type CanActivate,
  type ExecutionContext,
  NotFoundException,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';

/** What happens to a request that does not get through. */
export interface RequireGateOptions {
  /**
   * Makes what is thrown.
   *
   * @defaultValue The `NotFoundException` of an unknown route, so that the route seems not to exist. Of messages, what Nest
   *   throws for any guard: `RpcException`, `WsException`, or for GraphQL `ForbiddenException`
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
  gates: NameOf<'gate'> | GateRequirement,
  { exception }: RequireGateOptions = {},
): ClassDecorator & MethodDecorator {
  const isAllowed = gateRequirement(gates, { caller: '@RequireGate' });
  const guard: CanActivate = {
    canActivate(context) {
      if (isSkipped(context) || isAllowed(currentStatsig())) return true;
      if (exception !== undefined) throw exception(context);
      if (context.getType() === 'http') throw unknownRoute(context);
      return false;
    },
  };
  return UseGuards(guard);
}

const skipsGate = 'statsig:skipGate';
const reflector = new Reflector();

/**
 * Lets requests through to a handler of a controller that has `@RequireGate`, whatever the gates say. They are not asked.
 *
 * @example
 * @Controller('beta')
 * @RequireGate('beta_programme')
 * class BetaController {
 *   @Get('terms')
 *   @SkipGate()
 *   terms() {}
 * }
 */
export function SkipGate(): MethodDecorator {
  return SetMetadata(skipsGate, true);
}

function isSkipped(context: ExecutionContext): boolean {
  return reflector.get<boolean | undefined>(skipsGate, context.getHandler()) === true;
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
