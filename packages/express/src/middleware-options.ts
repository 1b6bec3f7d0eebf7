import {
  type Logger,
  type Statsig,
  StatsigError,
  type StatsigOptions,
  type StatsigUser,
} from '@acme/statsig-node';
import type { Request } from 'express';
import { userOfRequest } from './request-user.ts';

/**
 * What the middleware can be told: whom a request is from, and which SDK object answers. Nothing has to be said; the SDK
 * object is then created from environment variables.
 */
export interface StatsigMiddlewareOptions extends StatsigOptions {
  /**
   * An SDK object made before, for applications that also need it outside of requests. Of the SDK's own options only
   * `logger` may then be given.
   *
   * @defaultValue One made by `createStatsig` from the SDK's options
   */
  readonly statsig?: Statsig | undefined;
  /**
   * Whom a request is from. Called at most once for a request, when the first flag is read. When it throws, or returns no
   * user, the request goes on as a user without IDs, and a warning is logged once.
   *
   * A user that has to be awaited belongs into a middleware of the application, to be read here or set with
   * `setRequestUser`.
   *
   * @defaultValue {@link userOfRequest}
   */
  readonly user?: ((request: Request) => StatsigUser) | undefined;
  /**
   * Whether events are delivered at SIGTERM, SIGINT, the server's close and when the process has nothing left to do.
   *
   * @defaultValue true
   */
  readonly flushAtShutdown?: boolean | undefined;
  /**
   * How long the process is kept for that after a signal, in milliseconds. Of several middlewares the longest counts.
   *
   * @defaultValue 8_000
   */
  readonly deadlineMs?: number | undefined;
}

/** The options with every default filled in. */
export interface ResolvedMiddlewareOptions {
  /** Undefined when it is to be made from `sdkOptions`. */
  readonly statsig: Statsig | undefined;
  readonly sdkOptions: StatsigOptions;
  readonly user: (request: Request) => StatsigUser;
  readonly logger: Pick<Logger, 'warn'>;
  /** Null when the application delivers events itself. */
  readonly shutdown: { readonly deadlineMs: number } | null;
}

/**
 * Checks the middleware's own options; those of the SDK are checked by `createStatsig`.
 *
 * @throws {StatsigError} `INVALID_OPTIONS` with the name of the option.
 */
export function resolveMiddlewareOptions(options: StatsigMiddlewareOptions): ResolvedMiddlewareOptions {
  if ('forUser' in options) throw invalid('Give the SDK object by name: statsigMiddleware({ statsig }).');
  const {
    statsig,
    user = userOfRequest,
    flushAtShutdown = true,
    deadlineMs = 8_000,
    ...sdkOptions
  } = options;
  if (typeof user !== 'function') throw invalid('The option user must be a function of the request.');
  if (!Number.isFinite(deadlineMs) || deadlineMs < 0) {
    throw invalid('The option deadlineMs must be a number of milliseconds, 0 or more.');
  }
  if (statsig !== undefined) refuseOthers(sdkOptions);
  return {
    statsig,
    sdkOptions,
    user,
    logger: sdkOptions.logger ?? globalThis.console,
    shutdown: flushAtShutdown ? { deadlineMs } : null,
  };
}

/** They would have no effect, and nobody would notice. */
function refuseOthers(sdkOptions: StatsigOptions): void {
  const given = Object.entries(sdkOptions).filter(
    ([name, value]) => value !== undefined && name !== 'logger',
  );
  if (given.length === 0) return;
  const names = given.map(([name]) => name).join(', ');
  throw invalid(
    `The SDK object of the option statsig is made already: give ${names} to createStatsig instead.`,
  );
}

function invalid(message: string): StatsigError {
  return new StatsigError('INVALID_OPTIONS', message);
}
