import {
  type Logger,
  type Statsig,
  StatsigError,
  type StatsigOptions,
  type StatsigUser,
} from '@acme/statsig-node';
import type { HttpRequest } from './http-request.ts';
import { nestLogger } from './nest-logger.ts';
import { userOfRequest } from './request-user.ts';

/** A method's type, so that the application may declare `request` as what it is there. */
type FindUser = { find(request: HttpRequest): StatsigUser }['find'];

/**
 * What the module can be told. Nothing has to be said: the SDK object is then created from environment variables, and logs
 * to Nest's logger.
 */
export interface StatsigModuleOptions extends StatsigOptions {
  /**
   * An SDK object made before, for processes that also need it outside of Nest. It is flushed when the app ends, and never
   * shut down. Of the SDK's own options only `logger` may then be given.
   *
   * @defaultValue One made by `createStatsig` from the SDK's options
   */
  readonly statsig?: Statsig | undefined;
  /**
   * Whom a request is from. Called at most once for a request, when the first flag is read: a guard that authenticates
   * may run before. When it throws, or returns no user, the request goes on as a user without IDs, and a warning is logged
   * once.
   *
   * @defaultValue {@link userOfRequest}
   * @example
   * user: (request: Request & { user: Account }) => ({ userID: request.user.id, email: request.user.email })
   */
  readonly user?: FindUser | undefined;
  /**
   * Whether the app fails to start when there are no specs within `initTimeoutMs`.
   *
   * @defaultValue false: a warning is logged, and until specs arrive gates are closed and everything else answers its fallback
   */
  readonly failFast?: boolean | undefined;
  /**
   * Whether events are also delivered when the process ends and Nest is not told: at SIGTERM and SIGINT without
   * `app.enableShutdownHooks()`, and when there is nothing left to do. `app.close()` delivers them in any case.
   *
   * @defaultValue true
   */
  readonly flushAtShutdown?: boolean | undefined;
  /**
   * How long the app's end is kept waiting for events to be delivered, in milliseconds. 0 or more.
   *
   * @defaultValue 8_000
   */
  readonly deadlineMs?: number | undefined;
}

/** Makes the module's options; for `useClass` and `useExisting`. */
export interface StatsigOptionsFactory {
  createStatsigOptions(): StatsigModuleOptions | Promise<StatsigModuleOptions>;
}

/** The options with every default filled in. */
export interface ResolvedModuleOptions {
  /** Undefined when it is to be made from `sdkOptions`. */
  readonly statsig: Statsig | undefined;
  readonly sdkOptions: StatsigOptions;
  readonly logger: Logger;
  readonly user: (request: HttpRequest) => StatsigUser;
  readonly failFast: boolean;
  readonly flushAtShutdown: boolean;
  readonly deadlineMs: number;
}

/**
 * Checks the module's own options; those of the SDK are checked by `createStatsig`.
 *
 * @throws {StatsigError} `INVALID_OPTIONS` with the name of the option.
 */
export function resolveModuleOptions(options: StatsigModuleOptions = {}): ResolvedModuleOptions {
  const {
    statsig,
    user = userOfRequest,
    failFast = false,
    flushAtShutdown = true,
    deadlineMs = 8_000,
    ...rest
  } = options;
  if (typeof user !== 'function') throw invalid('The option user must be a function of the request.');
  if (!Number.isFinite(deadlineMs) || deadlineMs < 0) {
    throw invalid('The option deadlineMs must be a number of milliseconds, 0 or more.');
  }
  if (statsig !== undefined) refuseOthers(rest);
  const logger = rest.logger ?? nestLogger();
  return { statsig, sdkOptions: { ...rest, logger }, logger, user, failFast, flushAtShutdown, deadlineMs };
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
