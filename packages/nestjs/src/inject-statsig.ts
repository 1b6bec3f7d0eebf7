import { Inject } from '@nestjs/common';

/** The token of the SDK object, e.g. for `overrideProvider` in tests and `inject` in factories. */
export const statsigToken: unique symbol = Symbol('Statsig');

/**
 * Injects the SDK object: for work outside of requests, and for users other than the request's. Within requests
 * `currentStatsig()` and `@CurrentStatsig()` are shorter.
 *
 * @example
 * constructor(@InjectStatsig() private readonly statsig: Statsig) {}
 */
export function InjectStatsig(): ParameterDecorator & PropertyDecorator {
  return Inject(statsigToken);
}
