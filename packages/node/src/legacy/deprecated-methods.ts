import type { DynamicConfig } from './dynamic-config.ts';
import type { FeatureGate } from './feature-gate.ts';
import type { Layer } from './layer.ts';
import type { CheckGateOptions, GetConfigOptions, GetExperimentOptions, GetLayerOptions } from './options.ts';
import type { StatsigUser } from './user.ts';

/** Names that earlier versions of the legacy SDK had. Each is one of the others, with or without its exposure. */
export abstract class DeprecatedMethods {
  abstract getFeatureGate(user: StatsigUser, gateName: string, options?: CheckGateOptions): FeatureGate;
  abstract getConfig(user: StatsigUser, configName: string, options?: GetConfigOptions): DynamicConfig;
  abstract getExperiment(
    user: StatsigUser,
    experimentName: string,
    options?: GetExperimentOptions,
  ): DynamicConfig;
  abstract getLayer(user: StatsigUser, layerName: string, options?: GetLayerOptions): Layer;

  /** @deprecated Use `checkGate`. */
  checkGateSync(user: StatsigUser, gateName: string): boolean {
    return this.getFeatureGate(user, gateName).value;
  }

  /** @deprecated Use `getFeatureGate`. */
  getFeatureGateSync(user: StatsigUser, gateName: string): FeatureGate {
    return this.getFeatureGate(user, gateName);
  }

  /** @deprecated Use `getConfig`. */
  getConfigSync(user: StatsigUser, configName: string): DynamicConfig {
    return this.getConfig(user, configName);
  }

  /** @deprecated Use `getExperiment`. */
  getExperimentSync(user: StatsigUser, name: string, options?: GetExperimentOptions): DynamicConfig {
    return this.getExperiment(user, name, { ...options, disableExposureLogging: false });
  }

  /** @deprecated Use `getLayer`. */
  getLayerSync(user: StatsigUser, layerName: string, options?: GetLayerOptions): Layer {
    return this.getLayer(user, layerName, { ...options, disableExposureLogging: false });
  }

  /** @deprecated Use `checkGate` with `disableExposureLogging`. */
  checkGateWithExposureLoggingDisabled(user: StatsigUser, gateName: string): boolean {
    return this.getFeatureGate(user, gateName, unexposed).value;
  }

  /** @deprecated Use `getFeatureGate` with `disableExposureLogging`. */
  getFeatureGateWithExposureLoggingDisabled(user: StatsigUser, gateName: string): FeatureGate {
    return this.getFeatureGate(user, gateName, unexposed);
  }

  /** @deprecated Use `getConfig` with `disableExposureLogging`. */
  getConfigWithExposureLoggingDisabled(user: StatsigUser, configName: string): DynamicConfig {
    return this.getConfig(user, configName, unexposed);
  }

  /** @deprecated Use `getExperiment` with `disableExposureLogging`. */
  getExperimentWithExposureLoggingDisabled(
    user: StatsigUser,
    experimentName: string,
    options?: GetExperimentOptions,
  ): DynamicConfig {
    return this.getExperiment(user, experimentName, { ...options, ...unexposed });
  }

  /** @deprecated Use `getLayer` with `disableExposureLogging`. */
  getLayerWithExposureLoggingDisabled(
    user: StatsigUser,
    layerName: string,
    options?: GetLayerOptions,
  ): Layer {
    return this.getLayer(user, layerName, { ...options, ...unexposed });
  }

  /** @deprecated Use `checkGate` with `disableExposureLogging`. */
  checkGateWithExposureLoggingDisabledSync(user: StatsigUser, gateName: string): boolean {
    return this.getFeatureGate(user, gateName, unexposed).value;
  }

  /** @deprecated Use `getFeatureGate` with `disableExposureLogging`. */
  getFeatureGateWithExposureLoggingDisabledSync(user: StatsigUser, gateName: string): FeatureGate {
    return this.getFeatureGate(user, gateName, unexposed);
  }

  /** @deprecated Use `getConfig` with `disableExposureLogging`. */
  getConfigWithExposureLoggingDisabledSync(user: StatsigUser, configName: string): DynamicConfig {
    return this.getConfig(user, configName, unexposed);
  }

  /** @deprecated Use `getExperiment` with `disableExposureLogging`. */
  getExperimentWithExposureLoggingDisabledSync(
    user: StatsigUser,
    experimentName: string,
    options?: GetExperimentOptions,
  ): DynamicConfig {
    return this.getExperiment(user, experimentName, { ...options, ...unexposed });
  }

  /** @deprecated Use `getLayer` with `disableExposureLogging`. */
  getLayerWithExposureLoggingDisabledSync(
    user: StatsigUser,
    layerName: string,
    options?: GetLayerOptions,
  ): Layer {
    return this.getLayer(user, layerName, { ...options, ...unexposed });
  }
}

const unexposed = { disableExposureLogging: true };
