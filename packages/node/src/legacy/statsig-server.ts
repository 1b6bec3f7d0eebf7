import {
  type ClientInitializeResponse,
  experimentLayer,
  type OverrideKind,
  specNames,
  stickyKey,
} from '@acme/statsig-core';
import { consoleLogger } from '../diagnostics/logger.ts';
import type { Statsig } from '../statsig.ts';
import { systemClock } from '../time/clock.ts';
import { Answers, type Asked } from './answers.ts';
import { callbacksOf } from './callbacks.ts';
import { clientResponseOptions } from './client-response.ts';
import { createEngine } from './create-engine.ts';
import { shutDownAdapter } from './data-adapter.ts';
import { DeprecatedMethods } from './deprecated-methods.ts';
import type { DynamicConfig } from './dynamic-config.ts';
import { StatsigInvalidArgumentError, StatsigUninitializedError } from './errors.ts';
import type { FeatureGate } from './feature-gate.ts';
import { createGuard, type Guard } from './guard.ts';
import { type InitializationDetails, initializationDetails } from './initialization-details.ts';
import type { Layer } from './layer.ts';
import { loggerOf } from './logger.ts';
import type {
  CheckGateOptions,
  ClientInitializeResponseOptions,
  GetConfigOptions,
  GetExperimentOptions,
  GetLayerOptions,
  StatsigOptions,
} from './options.ts';
import { tellOfRules } from './rules-updated.ts';
import { storedValues, type UserPersistedValues } from './sticky-values.ts';
import { checkUser, engineUser, type StatsigUser } from './user.ts';

/** An event of the application's own. */
export type LogEventObject = {
  eventName: string;
  user: StatsigUser;
  value?: string | number | null;
  metadata?: Record<string, unknown> | null;
  /** Epoch milliseconds, as a number. */
  time?: string | number | null;
};

/**
 * The server of the legacy SDK, on the engine that `createStatsig` makes.
 *
 * @throws {StatsigUninitializedError} From what answers or logs, before `initializeAsync()` has ended or after shutdown.
 * @throws {StatsigInvalidArgumentError} From what answers, for an empty name or a user without an ID.
 */
export class StatsigServer extends DeprecatedMethods {
  readonly #engine: Statsig;
  readonly #error: Error | null;
  readonly #options: StatsigOptions;
  readonly #guard: Guard;
  readonly #answers: Answers;
  #isReady = false;
  #isShutDown = false;

  constructor(secretKey: string, options: StatsigOptions = {}) {
    super();
    const { engine, error } = createEngine(secretKey, options);
    const { rulesUpdatedCallback, logger } = options;
    this.#engine = engine;
    this.#error = error;
    this.#options = options;
    this.#guard = createGuard(logger ? loggerOf(logger) : consoleLogger);
    const callbacks = callbacksOf(options, this.#guard);
    this.#answers = new Answers({ callbacks, engine, now: () => systemClock.now() });
    if (rulesUpdatedCallback) tellOfRules(engine, rulesUpdatedCallback, this.#guard);
  }

  async initializeAsync(): Promise<InitializationDetails> {
    if (this.#error !== null) throw this.#error;
    const details = await this.#engine.initialize();
    this.#isReady = true;
    return initializationDetails(details);
  }

  checkGate(user: StatsigUser, gateName: string, options?: CheckGateOptions): boolean {
    return this.getFeatureGate(user, gateName, options).value;
  }

  getFeatureGate(user: StatsigUser, gateName: string, options?: CheckGateOptions): FeatureGate {
    return this.#answers.gate(this.#ask(user, gateName), gateName, options);
  }

  logGateExposure(user: StatsigUser, gateName: string): void {
    this.#ask(user, gateName).flags.logGateExposure(gateName);
  }

  getConfig(user: StatsigUser, configName: string, options?: GetConfigOptions): DynamicConfig {
    return this.#answers.config(this.#ask(user, configName), configName, options);
  }

  logConfigExposure(user: StatsigUser, configName: string): void {
    this.#ask(user, configName).flags.logDynamicConfigExposure(configName);
  }

  getExperiment(user: StatsigUser, experimentName: string, options?: GetExperimentOptions): DynamicConfig {
    return this.#answers.experiment(this.#ask(user, experimentName), experimentName, options);
  }

  logExperimentExposure(user: StatsigUser, experimentName: string): void {
    this.#ask(user, experimentName).flags.logExperimentExposure(experimentName);
  }

  getExperimentLayer(experiment: string): string | null {
    return experimentLayer(this.#engine.specs, experiment);
  }

  getLayer(user: StatsigUser, layerName: string, options?: GetLayerOptions): Layer {
    return this.#answers.layer(this.#ask(user, layerName), layerName, options);
  }

  logLayerParameterExposure(user: StatsigUser, layerName: string, parameterName: string): void {
    this.#ask(user, layerName).flags.logLayerParameterExposure(layerName, parameterName);
  }

  getUserPersistedValues(user: StatsigUser, idType: string): UserPersistedValues {
    const key = stickyKey(this.#engine.specs, engineUser(user), idType);
    return storedValues(this.#options.userPersistentStorage, key, this.#guard);
  }

  logEvent(
    user: StatsigUser,
    eventName: string,
    value: string | number | null = null,
    metadata: Record<string, unknown> | null = null,
  ): void {
    this.logEventObject({ user, eventName, value, metadata });
  }

  logEventObject({ user, eventName, value, metadata, time }: LogEventObject): void {
    if (!this.#isReady) throw new StatsigUninitializedError();
    const at = typeof time === 'number' ? { time } : undefined;
    this.#engine.logEvent(engineUser(user), eventName, { value, metadata, ...at });
  }

  shutdown(timeout?: number): void {
    void this.shutdownAsync(timeout);
  }

  async shutdownAsync(timeout?: number): Promise<void> {
    this.#isReady = false;
    this.#isShutDown = true;
    await this.#engine.shutdown({ deadlineMs: timeout });
    const { dataAdapter } = this.#options;
    if (dataAdapter) await shutDownAdapter(dataAdapter, this.#guard);
  }

  /** Whether it has been shut down, for good. */
  get isShutDown(): boolean {
    return this.#isShutDown;
  }

  async flush(timeout?: number): Promise<void> {
    await this.#engine.flush({ deadlineMs: timeout });
  }

  async syncStoreSpecs(): Promise<void> {
    await this.#engine.refresh();
  }

  async syncStoreIdLists(): Promise<void> {
    await this.#engine.refresh();
  }

  getClientInitializeResponse(
    user: StatsigUser,
    clientSDKKey?: string,
    options?: ClientInitializeResponseOptions,
  ): ClientInitializeResponse | null {
    if (!this.#isReady) throw new StatsigUninitializedError();
    const flags = this.#engine.forUser(engineUser(user));
    if (!flags.isReady) return null;
    return flags.getClientInitializeResponse(clientResponseOptions(clientSDKKey, options));
  }

  overrideGate(gateName: string, value: boolean, userOrCustomID: string | null = ''): void {
    this.#override(['gate'], gateName, value, userOrCustomID);
  }

  overrideConfig(
    configName: string,
    value: Record<string, unknown>,
    userOrCustomID: string | null = '',
  ): void {
    this.#override(['dynamicConfig', 'experiment'], configName, value, userOrCustomID);
  }

  overrideLayer(layerName: string, value: Record<string, unknown>, userOrCustomID: string | null = ''): void {
    this.#override(['layer'], layerName, value, userOrCustomID);
  }

  clearAllGateOverrides(): void {
    this.#engine.overrides.clear('gate');
  }

  clearAllConfigOverrides(): void {
    this.#engine.overrides.clear('dynamicConfig');
    this.#engine.overrides.clear('experiment');
  }

  clearAllLayerOverrides(): void {
    this.#engine.overrides.clear('layer');
  }

  getFeatureGateList(): string[] {
    return [...this.#engine.specs.names('gate')];
  }

  getDynamicConfigList(): string[] {
    return [...specNames(this.#engine.specs).dynamicConfigs];
  }

  getExperimentList(): string[] {
    return [...specNames(this.#engine.specs).experiments];
  }

  getAutotuneList(): string[] {
    return [...specNames(this.#engine.specs).autotunes];
  }

  getLayerList(): string[] {
    return [...this.#engine.specs.names('layer')];
  }

  /** @throws When there is nothing to answer for. */
  #ask(user: StatsigUser, name: string): Asked {
    if (!this.#isReady) throw new StatsigUninitializedError();
    if (typeof name !== 'string' || name === '') {
      throw new StatsigInvalidArgumentError('The name that is asked for must be a text that is not empty.');
    }
    checkUser(user);
    return { user, flags: this.#engine.forUser(engineUser(user)) };
  }

  #override(kinds: readonly OverrideKind[], name: string, value: unknown, id: string | null): void {
    const scope = id === '' || id === null ? undefined : { id };
    for (const kind of kinds) {
      // What is no value for this kind is refused by the engine, and logged.
      this.#guard(() => this.#engine.overrides.set(kind, name, { value: value as never, ...scope }));
    }
  }
}
