import type { EvaluationCallback, EvaluationCallbacks } from './callbacks.ts';
import type { IDataAdapter } from './data-adapter.ts';
import type { LoggerInterface } from './logger.ts';
import type { NetworkOverrideFunc } from './network-override.ts';
import type { IUserPersistentStorage, UserPersistedValues } from './sticky-values.ts';
import type { StatsigEnvironment } from './user.ts';

export type RulesUpdatedCallback = (rulesJSON: string, time: number) => void;
export type RetryBackoffFunc = (retriesRemaining: number) => number;
export type InitStrategy = 'await' | 'lazy' | 'none';

/** All options with their types; what each becomes is in `engine-options.ts`. */
export type ExplicitStatsigOptions = {
  api: string;
  apiForDownloadConfigSpecs: string;
  apiForGetIdLists: string;
  fallbackToStatsigAPI: boolean;
  networkOverrideFunc: NetworkOverrideFunc | null;
  bootstrapValues: string | null;
  environment: StatsigEnvironment | null;
  rulesUpdatedCallback: RulesUpdatedCallback | null;
  logger: LoggerInterface;
  localMode: boolean;
  initTimeoutMs: number;
  dataAdapter: IDataAdapter | null;
  rulesetsSyncIntervalMs: number;
  idListsSyncIntervalMs: number;
  loggingIntervalMs: number;
  loggingMaxBufferSize: number;
  disableDiagnostics: boolean;
  initStrategyForIP3Country: InitStrategy;
  initStrategyForIDLists: InitStrategy;
  postLogsRetryLimit: number;
  postLogsRetryBackoff: RetryBackoffFunc | number;
  disableRulesetsSync: boolean;
  disableIdListsSync: boolean;
  disableAllLogging: boolean;
  userPersistentStorage: IUserPersistentStorage | null;
  evaluationCallback?: EvaluationCallback;
  evaluationCallbacks?: EvaluationCallbacks;
};

export type StatsigOptions = Partial<ExplicitStatsigOptions>;

export type CoreApiOptions = { disableExposureLogging?: boolean };
export type CheckGateOptions = CoreApiOptions;
export type GetConfigOptions = CoreApiOptions;
export type PersistentAssignmentOptions = { enforceTargeting?: boolean };
export type GetExperimentOptions = CoreApiOptions & {
  userPersistedValues?: UserPersistedValues | null;
  persistentAssignmentOptions?: PersistentAssignmentOptions;
};
export type GetLayerOptions = GetExperimentOptions;

export interface ClientInitializeResponseValueOverride {
  value?: Record<string, unknown>;
}

export interface ClientInitializeResponseExperimentOverride extends ClientInitializeResponseValueOverride {
  groupName?: string;
}

export type ClientInitializeResponseOptions = {
  hash?: 'djb2' | 'sha256' | 'none';
  includeLocalOverrides?: boolean;
  overrides?: {
    featureGates?: Record<string, boolean>;
    dynamicConfigs?: Record<string, ClientInitializeResponseExperimentOverride>;
    layers?: Record<string, ClientInitializeResponseValueOverride>;
  };
};
