import { StatsigError } from '@acme/statsig-node';
import type { RequestHandler } from 'express';
import { sdkServing } from './served-by.ts';

/** When an app counts as healthy. */
export interface StatsigHealthOptions {
  /**
   * How old specs may be, in milliseconds; 1 or more. Answers of older ones are right as far as is known, so this is for those
   * who would rather be told.
   *
   * @defaultValue No limit
   */
  readonly maxSpecsAgeMs?: number | undefined;
}

/**
 * Answers a probe: 200 when there are specs to answer from, else 503. The body says where they came from, how old they are,
 * how many events wait, and the code of the last error.
 *
 * To be mounted after `statsigMiddleware()`, whose SDK object it is about. Mind that this middleware holds requests until the
 * start has settled.
 *
 * @throws {StatsigError} `INVALID_OPTIONS` with the bounds of the option.
 * @example
 * app.get('/ready', statsigHealth());
 */
export function statsigHealth({ maxSpecsAgeMs = Infinity }: StatsigHealthOptions = {}): RequestHandler {
  if (!(maxSpecsAgeMs >= 1)) {
    throw new StatsigError(
      'INVALID_OPTIONS',
      'The option maxSpecsAgeMs must be a number of milliseconds, 1 or more.',
    );
  }
  return function health(request, response) {
    const { isReady, source, lcut, specsAgeMs, pendingEvents, lastError } = sdkServing(request).health();
    const isHealthy = isReady && (specsAgeMs ?? 0) <= maxSpecsAgeMs;
    response.set('cache-control', 'no-store');
    response.status(isHealthy ? 200 : 503).json({
      isHealthy,
      source,
      lcut,
      specsAgeMs,
      pendingEvents,
      lastError: lastError?.code ?? null,
    });
  };
}
