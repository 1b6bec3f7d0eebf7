export type { EvaluationCallbacks } from './callbacks.ts';
export { type AdapterResponse, DataAdapterKeyPath, type IDataAdapter } from './data-adapter.ts';
export { DynamicConfig } from './dynamic-config.ts';
export {
  StatsigInvalidArgumentError,
  StatsigLocalModeNetworkError,
  StatsigTooManyRequestsError,
  StatsigUninitializedError,
} from './errors.ts';
export type { FeatureGate } from './feature-gate.ts';
export type { InitializationDetails } from './initialization-details.ts';
export { Layer } from './layer.ts';
export type { LoggerInterface } from './logger.ts';
export type { NetworkOverrideFunc } from './network-override.ts';
export type {
  CheckGateOptions,
  ClientInitializeResponseExperimentOverride,
  ClientInitializeResponseOptions,
  ClientInitializeResponseValueOverride,
  CoreApiOptions,
  ExplicitStatsigOptions,
  GetConfigOptions,
  GetExperimentOptions,
  GetLayerOptions,
  InitStrategy,
  PersistentAssignmentOptions,
  RetryBackoffFunc,
  RulesUpdatedCallback,
  StatsigOptions,
} from './options.ts';
export { type LogEventObject, StatsigServer } from './statsig-server.ts';
export type { IUserPersistentStorage, StickyValues, UserPersistedValues } from './sticky-values.ts';
export type { StatsigEnvironment, StatsigUser } from './user.ts';
export { Statsig, Statsig as default };

import { type StatsigSingleton as All, Statsig } from './statsig.ts';

// In CommonJS, `require` has always returned the methods as well.
export const initialize: All['initialize'] = Statsig.initialize;
export const flush: All['flush'] = Statsig.flush;
export const shutdown: All['shutdown'] = Statsig.shutdown;
export const shutdownAsync: All['shutdownAsync'] = Statsig.shutdownAsync;
export const checkGate: All['checkGate'] = Statsig.checkGate;
export const getFeatureGate: All['getFeatureGate'] = Statsig.getFeatureGate;
export const manuallyLogGateExposure: All['manuallyLogGateExposure'] = Statsig.manuallyLogGateExposure;
export const getConfig: All['getConfig'] = Statsig.getConfig;
export const manuallyLogConfigExposure: All['manuallyLogConfigExposure'] = Statsig.manuallyLogConfigExposure;
export const getExperiment: All['getExperiment'] = Statsig.getExperiment;
export const getExperimentLayer: All['getExperimentLayer'] = Statsig.getExperimentLayer;
export const manuallyLogExperimentExposure: All['manuallyLogExperimentExposure'] =
  Statsig.manuallyLogExperimentExposure;
export const getLayer: All['getLayer'] = Statsig.getLayer;
export const manuallyLogLayerParameterExposure: All['manuallyLogLayerParameterExposure'] =
  Statsig.manuallyLogLayerParameterExposure;
export const getUserPersistedValues: All['getUserPersistedValues'] = Statsig.getUserPersistedValues;
export const logEvent: All['logEvent'] = Statsig.logEvent;
export const logEventObject: All['logEventObject'] = Statsig.logEventObject;
export const getClientInitializeResponse: All['getClientInitializeResponse'] =
  Statsig.getClientInitializeResponse;
export const overrideGate: All['overrideGate'] = Statsig.overrideGate;
export const overrideConfig: All['overrideConfig'] = Statsig.overrideConfig;
export const overrideLayer: All['overrideLayer'] = Statsig.overrideLayer;
export const clearAllGateOverrides: All['clearAllGateOverrides'] = Statsig.clearAllGateOverrides;
export const clearAllConfigOverrides: All['clearAllConfigOverrides'] = Statsig.clearAllConfigOverrides;
export const clearAllLayerOverrides: All['clearAllLayerOverrides'] = Statsig.clearAllLayerOverrides;
export const getFeatureGateList: All['getFeatureGateList'] = Statsig.getFeatureGateList;
export const getDynamicConfigList: All['getDynamicConfigList'] = Statsig.getDynamicConfigList;
export const getExperimentList: All['getExperimentList'] = Statsig.getExperimentList;
export const getAutotuneList: All['getAutotuneList'] = Statsig.getAutotuneList;
export const getLayerList: All['getLayerList'] = Statsig.getLayerList;
export const syncConfigSpecs: All['syncConfigSpecs'] = Statsig.syncConfigSpecs;
export const syncIdLists: All['syncIdLists'] = Statsig.syncIdLists;
export const checkGateSync: All['checkGateSync'] = Statsig.checkGateSync;
export const getFeatureGateSync: All['getFeatureGateSync'] = Statsig.getFeatureGateSync;
export const checkGateWithExposureLoggingDisabledSync: All['checkGateWithExposureLoggingDisabledSync'] =
  Statsig.checkGateWithExposureLoggingDisabledSync;
export const getConfigSync: All['getConfigSync'] = Statsig.getConfigSync;
export const getConfigWithExposureLoggingDisabledSync: All['getConfigWithExposureLoggingDisabledSync'] =
  Statsig.getConfigWithExposureLoggingDisabledSync;
export const getExperimentSync: All['getExperimentSync'] = Statsig.getExperimentSync;
export const getExperimentWithExposureLoggingDisabledSync: All['getExperimentWithExposureLoggingDisabledSync'] =
  Statsig.getExperimentWithExposureLoggingDisabledSync;
export const getLayerSync: All['getLayerSync'] = Statsig.getLayerSync;
export const getLayerWithExposureLoggingDisabledSync: All['getLayerWithExposureLoggingDisabledSync'] =
  Statsig.getLayerWithExposureLoggingDisabledSync;
export const checkGateWithExposureLoggingDisabled: All['checkGateWithExposureLoggingDisabled'] =
  Statsig.checkGateWithExposureLoggingDisabled;
export const getFeatureGateWithExposureLoggingDisabled: All['getFeatureGateWithExposureLoggingDisabled'] =
  Statsig.getFeatureGateWithExposureLoggingDisabled;
export const getExperimentWithExposureLoggingDisabled: All['getExperimentWithExposureLoggingDisabled'] =
  Statsig.getExperimentWithExposureLoggingDisabled;
export const getConfigWithExposureLoggingDisabled: All['getConfigWithExposureLoggingDisabled'] =
  Statsig.getConfigWithExposureLoggingDisabled;
export const getLayerWithExposureLoggingDisabled: All['getLayerWithExposureLoggingDisabled'] =
  Statsig.getLayerWithExposureLoggingDisabled;
