import {
  type DeliveryOptions,
  type DeliveryReport,
  flushAtShutdown,
  type ShutsDown,
  type Statsig,
} from '@acme/statsig-node';
import { isServer, ServerEnd } from '@acme/statsig-node/adapter';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  ConfigurableStatsigModule,
  type StatsigModuleAsyncOptions,
  type StatsigModuleExtras,
} from './module-definition.ts';
import { type ResolvedModuleOptions, type StatsigModuleOptions } from './module-options.ts';
import { instanceToken, resolvedOptionsToken, servesRequestsToken } from './providers.ts';
import { scopeMiddleware } from './scope-middleware.ts';

/** What remains to be said when the SDK object is there. */
export type StatsigClientOptions = Pick<
  StatsigModuleOptions,
  'cookie' | 'deadlineMs' | 'failFast' | 'flushAtShutdown' | 'logger' | 'user'
> &
  StatsigModuleExtras;

const withoutHooks =
  '[statsig] app.enableShutdownHooks() was not called, so at SIGTERM and SIGINT Nest runs no hooks. Events are delivered nevertheless: the server is closed and the process ends when they are. Call it before app.listen(), or set flushAtShutdown: false to end without delivery.';

/**
 * Gives a Nest app one SDK object, and every request its own user: `@CurrentStatsig()` in handlers, and `currentStatsig()`
 * however deep below, from guards to exception filters.
 *
 * The app starts when specs are there, or after `initTimeoutMs`. Events are delivered when the app closes, after its
 * server has, and when the process ends.
 *
 * @example
 * @Module({ imports: [StatsigModule.forRoot()], controllers: [CheckoutController] })
 * export class AppModule {}
 */
@Module({})
export class StatsigModule
  implements NestModule, OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  readonly #statsig: Statsig;
  readonly #options: ResolvedModuleOptions;
  readonly #servesRequests: boolean;
  readonly #adapterHost: HttpAdapterHost;
  /** Undefined in apps that serve no HTTP. */
  #serverEnd: ServerEnd | undefined;
  #delivery: Promise<DeliveryReport> | undefined;
  #leaveProcessEnd = (): void => undefined;

  /** @internal */
  constructor(
    @Inject(instanceToken) statsig: Statsig,
    @Inject(resolvedOptionsToken) options: ResolvedModuleOptions,
    @Inject(servesRequestsToken) servesRequests: boolean,
    @Inject(HttpAdapterHost) adapterHost: HttpAdapterHost,
  ) {
    this.#statsig = statsig;
    this.#options = options;
    this.#servesRequests = servesRequests;
    this.#adapterHost = adapterHost;
  }

  /**
   * Imports the module with options that are known at once; without any, the key is read from `STATSIG_SECRET_KEY`, the
   * server's URL from `STATSIG_API_URL` and the environment's tier from `STATSIG_ENVIRONMENT`.
   *
   * The app fails to start with `MISSING_SDK_KEY`, or `INVALID_OPTIONS` and the name of the option.
   */
  static forRoot(options: StatsigModuleOptions & StatsigModuleExtras = {}): DynamicModule {
    return { ...ConfigurableStatsigModule.forRoot(options), module: StatsigModule };
  }

  /**
   * Imports the module with options that other providers know.
   *
   * @example
   * StatsigModule.forRootAsync({
   *   inject: [ConfigService],
   *   useFactory: (config: ConfigService) => ({ sdkKey: config.getOrThrow('STATSIG_KEY') }),
   * })
   */
  static forRootAsync(options: StatsigModuleAsyncOptions): DynamicModule {
    return { ...ConfigurableStatsigModule.forRootAsync(options), module: StatsigModule };
  }

  /**
   * Imports the module with an SDK object that was made before, for processes that also need it outside of Nest. It is
   * flushed when the app ends, and never shut down.
   *
   * @example
   * StatsigModule.forClient(createStatsig())
   */
  static forClient(statsig: Statsig, options: StatsigClientOptions = {}): DynamicModule {
    return StatsigModule.forRoot({ ...options, statsig });
  }

  /** Opens every request's scope. Of global modules' middleware Nest runs it before that of others. */
  configure(consumer: MiddlewareConsumer): void {
    const { user: findUser, issueStableID } = this.#options;
    const { httpAdapter: adapter } = this.#adapterHost;
    const server: unknown = adapter.getHttpServer();
    this.#serverEnd = isServer(server) ? new ServerEnd(server) : undefined;
    if (!this.#servesRequests) return;
    const openScope = scopeMiddleware({
      statsig: this.#statsig,
      findUser,
      issueStableID,
      adapter,
      serverEnd: this.#serverEnd,
    });
    // The one wildcard that all versions of Nest take.
    consumer.apply(openScope).forRoutes('*');
  }

  /**
   * With `app.enableShutdownHooks()` the end is Nest's: a signal leads to `app.close()`, and that to the delivery, in Nest's
   * order. Otherwise a signal closes the server, and then delivers.
   */
  onApplicationBootstrap(): void {
    const { flushAtShutdown: isFlushed, deadlineMs } = this.#options;
    if (!isFlushed) return;
    // Nest's listener, or that of an application that ends itself.
    if (process.listenerCount('SIGTERM') === 0) this.#options.logger.warn(withoutHooks);
    const statsig: ShutsDown = {
      shutdown: (options) => this.#deliver(options),
      flush: (options) => this.#statsig.flush(options),
    };
    this.#leaveProcessEnd = flushAtShutdown(statsig, { server: this.#serverEnd, deadlineMs });
  }

  /** Comes right before Nest closes its server. */
  beforeApplicationShutdown(): void {
    this.#serverEnd?.begin();
  }

  /** Comes after the server has closed and, when the module is global, after other modules' hooks: they may still log. */
  async onApplicationShutdown(): Promise<void> {
    await this.#deliver({ deadlineMs: this.#options.deadlineMs });
    this.#leaveProcessEnd();
  }

  /** An SDK object that was given belongs to others, who may go on with it. */
  #deliver(options: DeliveryOptions | undefined): Promise<DeliveryReport> {
    const { statsig: given } = this.#options;
    this.#delivery ??= given === undefined ? this.#statsig.shutdown(options) : this.#statsig.flush(options);
    return this.#delivery;
  }
}
