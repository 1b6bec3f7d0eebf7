import { StatsigError } from '@acme/statsig-node';
import {
  type AdapterOptions,
  type ResolvedAdapterOptions,
  resolveAdapterOptions,
} from '@acme/statsig-node/adapter';
import type { Request } from 'express';

/**
 * What the middleware can be told: whom a request is from, and which SDK object answers. Nothing has to be said; the SDK
 * object is then created from environment variables.
 */
export type StatsigMiddlewareOptions = AdapterOptions<Request>;

/**
 * Checks the middleware's own options; those of the SDK are checked by `createStatsig`.
 *
 * @throws {StatsigError} `INVALID_OPTIONS` with the name of the option.
 */
export function resolveMiddlewareOptions(options: StatsigMiddlewareOptions): ResolvedAdapterOptions<Request> {
  if ('forUser' in options) {
    const message = 'Give the SDK object by name: statsigMiddleware({ statsig }).';
    throw new StatsigError('INVALID_OPTIONS', message);
  }
  return resolveAdapterOptions(options);
}
