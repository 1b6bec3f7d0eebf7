import { DataAdapterKeyPath } from './data-adapter.ts';
import { DynamicConfig } from './dynamic-config.ts';
import {
  StatsigInvalidArgumentError,
  StatsigLocalModeNetworkError,
  StatsigTooManyRequestsError,
  StatsigUninitializedError,
} from './errors.ts';
import type { InitializationDetails } from './initialization-details.ts';
import { Layer } from './layer.ts';
import type { StatsigOptions } from './options.ts';
import { StatsigServer } from './statsig-server.ts';

/** Methods that `StatsigServer` has under another name. */
interface Renamed {
  manuallyLogGateExposure: StatsigServer['logGateExposure'];
  manuallyLogConfigExposure: StatsigServer['logConfigExposure'];
  manuallyLogExperimentExposure: StatsigServer['logExperimentExposure'];
  manuallyLogLayerParameterExposure: StatsigServer['logLayerParameterExposure'];
  syncConfigSpecs: StatsigServer['syncStoreSpecs'];
  syncIdLists: StatsigServer['syncStoreIdLists'];
}

const renamed: Readonly<Record<keyof Renamed, keyof StatsigServer>> = {
  manuallyLogGateExposure: 'logGateExposure',
  manuallyLogConfigExposure: 'logConfigExposure',
  manuallyLogExperimentExposure: 'logExperimentExposure',
  manuallyLogLayerParameterExposure: 'logLayerParameterExposure',
  syncConfigSpecs: 'syncStoreSpecs',
  syncIdLists: 'syncStoreIdLists',
};

/** Methods that it has under the same name. */
type Same = Omit<
  StatsigServer,
  | keyof Lifecycle
  | 'initializeAsync'
  | 'isShutDown'
  | 'getFeatureGateWithExposureLoggingDisabledSync'
  | 'logGateExposure'
  | 'logConfigExposure'
  | 'logExperimentExposure'
  | 'logLayerParameterExposure'
  | 'syncStoreSpecs'
  | 'syncStoreIdLists'
>;

const same: readonly (keyof Same)[] = [
  'checkGate',
  'getFeatureGate',
  'getConfig',
  'getExperiment',
  'getExperimentLayer',
  'getLayer',
  'getUserPersistedValues',
  'logEvent',
  'logEventObject',
  'getClientInitializeResponse',
  'overrideGate',
  'overrideConfig',
  'overrideLayer',
  'clearAllGateOverrides',
  'clearAllConfigOverrides',
  'clearAllLayerOverrides',
  'getFeatureGateList',
  'getDynamicConfigList',
  'getExperimentList',
  'getAutotuneList',
  'getLayerList',
  'checkGateSync',
  'getFeatureGateSync',
  'checkGateWithExposureLoggingDisabledSync',
  'getConfigSync',
  'getConfigWithExposureLoggingDisabledSync',
  'getExperimentSync',
  'getExperimentWithExposureLoggingDisabledSync',
  'getLayerSync',
  'getLayerWithExposureLoggingDisabledSync',
  'checkGateWithExposureLoggingDisabled',
  'getFeatureGateWithExposureLoggingDisabled',
  'getExperimentWithExposureLoggingDisabled',
  'getConfigWithExposureLoggingDisabled',
  'getLayerWithExposureLoggingDisabled',
];

let current: StatsigServer | undefined;

function server(): StatsigServer {
  if (current === undefined) throw new StatsigUninitializedError();
  return current;
}

function forwarded(): Same & Renamed {
  const targets = [...same.map((name) => [name, name] as const), ...Object.entries(renamed)];
  const entries = targets.map(([name, target]) => {
    const method = StatsigServer.prototype[target] as (this: StatsigServer, ...given: unknown[]) => unknown;
    return [name, (...given: unknown[]) => method.apply(server(), given)];
  });
  // The tables above have each name.
  return Object.fromEntries(entries) as Same & Renamed;
}

/** What the singleton does besides what it passes on. */
interface Lifecycle {
  /** Starts the one server. Called again, returns how that start went; after a shutdown, starts anew. */
  initialize(secretKey: string, options?: StatsigOptions): Promise<InitializationDetails>;
  flush(timeout?: number): Promise<void>;
  shutdown(timeout?: number): void;
  shutdownAsync(timeout?: number): Promise<void>;
}

const lifecycle: Lifecycle = {
  async initialize(secretKey, options) {
    if (current === undefined || current.isShutDown) current = new StatsigServer(secretKey, options);
    try {
      return await current.initializeAsync();
    } catch (error) {
      current = undefined;
      throw error;
    }
  },
  flush: async (timeout) => current?.flush(timeout),
  shutdown: (timeout) => server().shutdown(timeout),
  shutdownAsync: async (timeout) => server().shutdownAsync(timeout),
};

/** What hangs on the singleton besides its methods. */
interface Members {
  readonly StatsigServer: typeof StatsigServer;
  readonly DataAdapterKeyPath: typeof DataAdapterKeyPath;
  readonly DynamicConfig: typeof DynamicConfig;
  readonly Layer: typeof Layer;
  readonly StatsigInvalidArgumentError: typeof StatsigInvalidArgumentError;
  readonly StatsigLocalModeNetworkError: typeof StatsigLocalModeNetworkError;
  readonly StatsigTooManyRequestsError: typeof StatsigTooManyRequestsError;
  readonly StatsigUninitializedError: typeof StatsigUninitializedError;
}

const members: Members = {
  StatsigServer,
  DataAdapterKeyPath,
  DynamicConfig,
  Layer,
  StatsigInvalidArgumentError,
  StatsigLocalModeNetworkError,
  StatsigTooManyRequestsError,
  StatsigUninitializedError,
};

/** The singleton of the legacy SDK. */
export type StatsigSingleton = Members & Lifecycle & Same & Renamed;

/** One server for the process. */
export const Statsig: StatsigSingleton = { ...members, ...lifecycle, ...forwarded() };
