import type { Logger, Statsig } from '@acme/statsig-node';
import {
  type AdapterOptions,
  type HttpRequest,
  type ResolvedAdapterOptions,
  resolveAdapterOptions,
} from '@acme/statsig-node/adapter';
import { nestLogger } from './nest-logger.ts';

/**
 * What the module can be told. Nothing has to be said: the SDK object is then created from environment variables, and logs
 * to Nest's logger.
 */
export interface StatsigModuleOptions extends AdapterOptions<HttpRequest> {
  /**
   * An SDK object made before, for processes that also need it outside of Nest. It is flushed when the app ends, and never
   * shut down. Of the SDK's own options only `logger` may then be given.
   *
   * @defaultValue One made by `createStatsig` from the SDK's options
   */
  readonly statsig?: Statsig | undefined;
  /**
   * Whom a request is from. Called at most once for a request, when the first flag is read: a guard that authenticates
   * may run before. When it throws, or returns no user, the request goes on as the anonymous user `{ userID: '' }`, and a
   * warning is logged once.
   *
   * @defaultValue `userOfRequest`
   * @example
   * user: (request: Request & { user: Account }) => ({ userID: request.user.id, email: request.user.email })
   */
  readonly user?: AdapterOptions<HttpRequest>['user'];
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
}

/** Makes the module's options; for `useClass` and `useExisting`. */
export interface StatsigOptionsFactory {
  createStatsigOptions(): StatsigModuleOptions | Promise<StatsigModuleOptions>;
}

/** The options with every default filled in. */
export interface ResolvedModuleOptions extends ResolvedAdapterOptions<HttpRequest> {
  readonly logger: Logger;
  readonly failFast: boolean;
}

/**
 * Checks the module's own options; those of the SDK are checked by `createStatsig`.
 *
 * @throws {StatsigError} `INVALID_OPTIONS` with the name of the option.
 */
export function resolveModuleOptions(options: StatsigModuleOptions = {}): ResolvedModuleOptions {
  const { failFast = false, ...rest } = options;
  const resolved = resolveAdapterOptions(rest);
  const { logger = nestLogger() } = resolved.sdkOptions;
  return { ...resolved, sdkOptions: { ...resolved.sdkOptions, logger }, logger, failFast };
}
