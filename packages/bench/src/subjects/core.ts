import { type DataStore, Statsig, type StatsigOptions, StatsigUser } from '@statsig/statsig-node-core';
import { nowhere, type StartOptions, type Subject, sdkKey } from './subject.ts';

const unexposed = { disableExposureLogging: true };

/** Starts `@statsig/statsig-node-core` with a v2 payload, which it reads from a data store. */
export async function startCore(options: StartOptions): Promise<Subject<StatsigUser>> {
  const statsig = new Statsig(sdkKey, coreOptions(options));
  await statsig.initialize();
  return {
    user: (description) => new StatsigUser(description),
    checkGate: (user, name) => statsig.checkGate(user, name, unexposed),
    gateRuleID: (user, name) => statsig.getFeatureGate(user, name, unexposed).ruleID,
    dynamicConfig: (user, name) => statsig.getDynamicConfig(user, name, unexposed).value,
    experiment: (user, name) => statsig.getExperiment(user, name, unexposed).value,
    layerParameter: (user, name, parameter) => statsig.getLayer(user, name, unexposed).get(parameter, ''),
    exposeGate: (user, name) => statsig.checkGate(user, name),
    logEvent: (user, index) =>
      statsig.logEvent(user, 'purchase', 12.5, { item: `item-${index}`, currency: 'EUR' }),
    clientInitializeResponse: (user) => statsig.getClientInitializeResponse(user, { hashAlgorithm: 'djb2' }),
    flush: async () => void (await statsig.flushEvents()),
    stop: async () => void (await statsig.shutdown()),
  };
}

/** No request leaves this machine; without a server there is no network at all. */
function coreOptions({ payload, eventsURL, specsURL }: StartOptions): StatsigOptions {
  return {
    ...(specsURL === undefined ? { dataStore: dataStoreOf(payload) } : undefined),
    disableNetwork: eventsURL === undefined && specsURL === undefined,
    disableAllLogging: specsURL !== undefined,
    logEventUrl: eventsURL === undefined ? nowhere : `${eventsURL}/v1/log_event`,
    specsUrl: specsURL === undefined ? nowhere : `${specsURL}/v2/download_config_specs`,
    specsSyncIntervalMs: 1_000,
    idListsUrl: nowhere,
    downloadIdListFileApi: nowhere,
    fallbackToStatsigApi: false,
    enableIdLists: false,
    disableCountryLookup: true,
    outputLogLevel: 'none',
  };
}

function dataStoreOf(payload: string): DataStore {
  const isSpecs = (key: string): boolean => key.includes('download_config_specs');
  return {
    initialize: async () => {},
    shutdown: async () => {},
    get: async (key) => (isSpecs(key) ? { result: payload, time: 0 } : {}),
    set: async () => {},
    supportPollingUpdatesFor: async () => false,
  };
}
