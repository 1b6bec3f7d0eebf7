import { Inject } from '@nestjs/common';

/**
 * The token of an SDK object, e.g. for `overrideProvider` in tests and `inject` in factories.
 *
 * @param name - As given to `forRoot`; without it, of the app's own.
 */
export function getStatsigToken(name?: string): symbol {
  return Symbol.for(name === undefined ? 'Statsig' : `Statsig:${name}`);
}

/**
 * Injects an SDK object: for work outside of requests, and for users other than the request's. Within requests
 * `currentStatsig()` and `@CurrentStatsig()` are shorter.
 *
 * @param name - As given to `forRoot`; without it, of the app's own.
 * @example
 * constructor(@InjectStatsig() private readonly statsig: Statsig) {}
 */
export function InjectStatsig(name?: string): ParameterDecorator & PropertyDecorator {
  return Inject(getStatsigToken(name));
}
