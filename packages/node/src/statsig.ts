import type {
  CompiledSpecs,
  DynamicConfig,
  Experiment,
  FeatureGate,
  Layer,
  NameOf,
  ParameterStore,
  ParametersOf,
  StatsigError,
  StatsigUser,
  UserPersistedValues,
} from '@acme/statsig-core';
import { redactedError } from './diagnostics/redacted-error.ts';
import type { AssignmentOptions, EvaluationOptions } from './evaluation-options.ts';
import type { DeliveryOptions, DeliveryReport, DeliveryStats } from './events/delivery-report.ts';
import type { EventDetails } from './events/logged-event.ts';
import { healthOf, type StatsigHealth } from './health.ts';
import { type InitializationDetails, initializationDetails, lateStart } from './initialization.ts';
import { type LocalOverrides, localOverrides } from './local-overrides.ts';
import type { StatsigParts } from './statsig-parts.ts';
import type { StatsigEvents, SubscriptionOptions } from './subscriptions.ts';
import { UserStatsig } from './user-statsig.ts';

/**
 * One project's gates, configs, experiments and layers, and the events about them. An application has one, made by
 * `createStatsig`, from its start to its end.
 */
export class Statsig implements AsyncDisposable {
  /** Answers that the application sets itself. */
  readonly overrides: LocalOverrides;
  readonly #parts: StatsigParts;
  #initialization: Promise<InitializationDetails> | undefined;
  #details: InitializationDetails | undefined;
  #readsUntilLook = 0;
  #shutdown: Promise<DeliveryReport> | undefined;

  /** @internal */
  constructor(parts: StatsigParts) {
    this.#parts = parts;
    this.overrides = localOverrides(parts.context);
  }

  /** Whether there is nothing to wait for: there are specs or, offline and without any, `initialize()` has succeeded. */
  get isReady(): boolean {
    return this.#details?.success === true || !this.#parts.store.isEmpty;
  }

  /**
   * Fetches specs, and keeps them up to date from then on, also when the first attempt fails.
   *
   * Settles within `initTimeoutMs` and never rejects. Called again, returns the same promise; after a failure, tries again
   * at once.
   */
  initialize(): Promise<InitializationDetails> {
    this.#initialization ??= this.#initialize();
    return this.#initialization;
  }

  /** Asks for newer specs and ID lists at once. Never rejects. @returns What failed; null when nothing did. */
  async refresh(): Promise<StatsigError | null> {
    if (this.#initialization === undefined) return (await this.initialize()).error;
    const { sync, idListSync, polling, redact } = this.#parts;
    const failures = await Promise.all([sync.start(polling.signal), idListSync.refresh()]);
    const failure = failures.find((each) => each !== null);
    return failure === undefined ? null : redactedError(failure, redact);
  }

  /** The specs in use, for `specNames`, `fieldsNeeded`, `experimentGroups` and `experimentLayer`. */
  get specs(): CompiledSpecs {
    return this.#parts.store.current;
  }

  /**
   * Fixes a user and the specs in use now: what one request should answer from.
   *
   * Costs next to nothing, because the user is not copied: it must not be changed while the result is in use.
   */
  forUser(user: StatsigUser): UserStatsig {
    const { clock, readsPerLook } = this.#parts;
    if (--this.#readsUntilLook < 0) {
      this.#readsUntilLook = readsPerLook - 1;
      clock.now();
    }
    return new UserStatsig(this.#parts, user);
  }

  /** {@link UserStatsig.checkGate} for a user. */
  checkGate(user: StatsigUser, name: NameOf<'gate'>, options?: EvaluationOptions): boolean {
    return this.forUser(user).checkGate(name, options);
  }

  /** {@link UserStatsig.getFeatureGate} for a user. */
  getFeatureGate(user: StatsigUser, name: NameOf<'gate'>, options?: EvaluationOptions): FeatureGate {
    return this.forUser(user).getFeatureGate(name, options);
  }

  /** {@link UserStatsig.getDynamicConfig} for a user. */
  getDynamicConfig<Name extends NameOf<'dynamicConfig'>>(
    user: StatsigUser,
    name: Name,
    options?: EvaluationOptions,
  ): DynamicConfig<ParametersOf<'dynamicConfig', Name>> {
    return this.forUser(user).getDynamicConfig(name, options);
  }

  /** {@link UserStatsig.getExperiment} for a user. */
  getExperiment<Name extends NameOf<'experiment'>>(
    user: StatsigUser,
    name: Name,
    options?: AssignmentOptions,
  ): Experiment<ParametersOf<'experiment', Name>> {
    return this.forUser(user).getExperiment(name, options);
  }

  /** {@link UserStatsig.getLayer} for a user. */
  getLayer<Name extends NameOf<'layer'>>(
    user: StatsigUser,
    name: Name,
    options?: AssignmentOptions,
  ): Layer<ParametersOf<'layer', Name>> {
    return this.forUser(user).getLayer(name, options);
  }

  /** {@link UserStatsig.getParameterStore} for a user. */
  getParameterStore<Name extends NameOf<'parameterStore'>>(
    user: StatsigUser,
    name: Name,
    options?: EvaluationOptions,
  ): ParameterStore<ParametersOf<'parameterStore', Name>> {
    return this.forUser(user).getParameterStore(name, options);
  }

  /** Loads the groups of all of a user's units, as a request begins: {@link UserStatsig.loadUserPersistedValues}. */
  prefetch(user: StatsigUser): Promise<UserPersistedValues> {
    return this.forUser(user).loadUserPersistedValues();
  }

  /** {@link UserStatsig.loadUserPersistedValues} for a user. */
  loadUserPersistedValues(user: StatsigUser, idType?: string): Promise<UserPersistedValues> {
    return this.forUser(user).loadUserPersistedValues(idType);
  }

  /** {@link UserStatsig.logEvent} for a user. */
  logEvent(user: StatsigUser, eventName: string, details?: EventDetails): void {
    this.forUser(user).logEvent(eventName, details);
  }

  /**
   * Listens until `signal` aborts.
   *
   * @example
   * statsig.on('specsUpdated', ({ lcut }) => console.log('specs of', new Date(lcut)));
   */
  on<Name extends keyof StatsigEvents>(
    name: Name,
    listener: (event: StatsigEvents[Name]) => void,
    options?: SubscriptionOptions,
  ): void {
    this.#parts.subscriptions.add(name, listener, options);
  }

  /** What tells this SDK object from others: in its requests and events, and in what it publishes for diagnostics. */
  get sessionID(): string {
    return this.#parts.session.id;
  }

  /** How it is doing. Costs little, and asks nobody. */
  health(): StatsigHealth {
    return { isReady: this.isReady, ...healthOf(this.#parts) };
  }

  /** What became of all events so far. */
  getStats(): DeliveryStats {
    return this.#parts.events.stats();
  }

  /**
   * Sends all events logged so far, and lets the `userPersistentStorage` end its writes. Never rejects: what could not be
   * sent in time is in the report, and stays pending.
   */
  flush(options?: DeliveryOptions): Promise<DeliveryReport> {
    return this.#parts.events.flush(options, this.#parts.sticky.written());
  }

  /**
   * Ends polling, then sends all events, retrying until the deadline. Never rejects. Called again, returns the same
   * promise.
   *
   * Answers stay available afterwards; events are refused, and counted.
   */
  shutdown(options?: DeliveryOptions): Promise<DeliveryReport> {
    this.#shutdown ??= this.#shutDown(options);
    return this.#shutdown;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown();
  }

  async #initialize(): Promise<InitializationDetails> {
    const { store, clock, lifecycle, redact } = this.#parts;
    const startedAt = clock.now();
    lifecycle.begins();
    this.#parts.events.start();
    const error = store.isEmpty ? await this.#specsArrive() : null;
    const durationMs = clock.now() - startedAt;
    const details = initializationDetails(error, { store, durationMs, redact });
    lifecycle.started(details);
    this.#details = details;
    if (!details.success) this.#initialization = undefined;
    return details;
  }

  /** @returns Why they have not arrived in time; null when they have. */
  async #specsArrive(): Promise<StatsigError | null> {
    const { sync, idListSync, clock, polling, initTimeoutMs } = this.#parts;
    const wait = new AbortController();
    // Somebody waits for this, so the process has to stay; background polls do not hold it.
    const timeout = clock.sleep(initTimeoutMs, wait.signal, { keepAlive: true }).then(
      () => lateStart(initTimeoutMs),
      () => null,
    );
    const arrival = sync.start(polling.signal).then((error) => idListSync.arrived.then(() => error));
    const error = await Promise.race([arrival, timeout]);
    wait.abort();
    return error;
  }

  async #shutDown(options: DeliveryOptions | undefined): Promise<DeliveryReport> {
    const { lifecycle, events, sync, sticky, polling, sending } = this.#parts;
    lifecycle.ends();
    polling.abort();
    const besides = Promise.all([sticky.written(), sync.ended]);
    const report = await events.shutDown(sending, options, besides);
    lifecycle.ended(report);
    return report;
  }
}
