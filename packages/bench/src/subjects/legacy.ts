import { type StatsigOptions, StatsigServer, type StatsigUser } from 'statsig-node';
import { nowhere, type StartOptions, type Subject, sdkKey } from './subject.ts';

const unexposed = { disableExposureLogging: true };

/** Starts `statsig-node` with a v1 payload. */
export async function startLegacy(options: StartOptions): Promise<Subject<StatsigUser>> {
  const statsig = new StatsigServer(sdkKey, legacyOptions(options));
  await statsig.initializeAsync();
  return {
    // It writes the environment into the user, so descriptions are not shared with anything else.
    user: (description) => description as StatsigUser,
    checkGate: (user, name) => statsig.checkGate(user, name, unexposed),
    gateRuleID: (user, name) => statsig.getFeatureGate(user, name, unexposed).ruleID,
    dynamicConfig: (user, name) => statsig.getConfig(user, name, unexposed).value,
    experiment: (user, name) => statsig.getExperiment(user, name, unexposed).value,
    layerParameter: (user, name, parameter) => statsig.getLayer(user, name, unexposed).get(parameter, ''),
    exposeGate: (user, name) => statsig.checkGate(user, name),
    logEvent: (user, index) =>
      statsig.logEvent(user, 'purchase', 12.5, { item: `item-${index}`, currency: 'EUR' }),
    clientInitializeResponse: (user) =>
      JSON.stringify(statsig.getClientInitializeResponse(user, undefined, { hash: 'djb2' })),
    flush: () => statsig.flush(),
    stop: () => statsig.shutdownAsync(),
  };
}

/** Nothing but events leaves, and those only for the bench's own server. Country tables are not loaded: the users have countries. */
function legacyOptions({ payload, eventsURL, specsURL }: StartOptions): StatsigOptions {
  const serverURL = eventsURL ?? specsURL;
  const api = serverURL === undefined ? nowhere : `${serverURL}/v1`;
  return {
    bootstrapValues: specsURL === undefined ? payload : null,
    localMode: serverURL === undefined,
    disableAllLogging: specsURL !== undefined,
    api,
    apiForDownloadConfigSpecs: api,
    apiForGetIdLists: api,
    fallbackToStatsigAPI: false,
    disableDiagnostics: true,
    disableRulesetsSync: specsURL === undefined,
    rulesetsSyncIntervalMs: 5_000,
    disableIdListsSync: true,
    initStrategyForIDLists: 'none',
    initStrategyForIP3Country: 'none',
    logger: silent,
  };
}

const silent = { logLevel: 'none', warn: () => {}, error: () => {} } as const;
