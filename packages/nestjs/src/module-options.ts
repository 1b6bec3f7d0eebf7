import type { Logger, Statsig, StatsigUser } from '@acme/statsig-node';
import {
  type AdapterOptions,
  guardedUser,
  type HttpRequest,
  type ResolvedAdapterOptions,
  resolveAdapterOptions,
} from '@acme/statsig-node/adapter';
import type { ExecutionContext } from '@nestjs/common';
import { nestLogger } from './nest-logger.ts';

/**
 * Finds whom a request is from. A message, which is not HTTP, comes as what is known of its sender, with its context. It is a
 * method's type, so that the application may declare the request as what it is there.
 */
type FindUser = { find(request: HttpRequest, context?: ExecutionContext): StatsigUser }['find'];

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
   * For a message of a microservice, a WebSocket or a GraphQL subscription, the request has what is known of the sender:
   * `user`, as set on the client or the context, and `headers` and `ip` of the handshake. Its `context` is the second
   * argument, and for HTTP undefined.
   *
   * @defaultValue `userOfRequest`
   * @example
   * user: (request: Request & { user: Account }) => ({ userID: request.user.id, email: request.user.email })
   * @example
   * user: (request, context) =>
   *   context?.getType() === 'rpc' ? { userID: context.switchToRpc().getData().customerID } : userOfRequest(request)
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
   * `app.enableShutdownHooks()`, about which a warning is logged at the start, and when there is nothing left to do.
   * `app.close()` delivers them in any case.
   *
   * @defaultValue true
   */
  readonly flushAtShutdown?: boolean | undefined;
}

/** Makes the module's options; for `useClass` and `useExisting`. */
export interface StatsigOptionsFactory {
  createStatsigOptions(): StatsigModuleOptions | Promise<StatsigModuleOptions>;
}

/** Who is asked for. */
interface Asked {
  readonly request: HttpRequest;
  readonly context: ExecutionContext | undefined;
}

/** The options with every default filled in. */
export interface ResolvedModuleOptions extends ResolvedAdapterOptions<HttpRequest> {
  /** Always finds one. */
  readonly user: (request: HttpRequest, context?: ExecutionContext) => StatsigUser;
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
  const { user = resolved.user } = options;
  const find = guardedUser(({ request, context }: Asked) => user(request, context), {
    logger,
    optionName: 'user of StatsigModule',
  });
  return {
    ...resolved,
    sdkOptions: { ...resolved.sdkOptions, logger },
    user: (request, context) => find({ request, context }),
    logger,
    failFast,
  };
}
