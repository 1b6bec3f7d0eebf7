import { type CompiledSpecs, compileSpecs, parseSpecs } from '@acme/statsig-core';
import { type StatsigOptions as ServerCoreOptions, Statsig } from '@statsig/statsig-node-core';
import { type StatsigOptions as LegacyOptions, StatsigServer } from 'statsig-node';

/** An address where nobody listens. The network is off anyway. */
const nowhere = 'http://127.0.0.1:9';

/** Starts Server Core without network, with the specs of a data store. */
export async function startServerCore(payload: string, options: ServerCoreOptions = {}): Promise<Statsig> {
  const statsig = new Statsig('secret-features', {
    dataStore: {
      initialize: async () => {},
      shutdown: async () => {},
      get: async (key) => (key.includes('download_config_specs') ? { result: payload, time: 0 } : {}),
      set: async () => {},
      supportPollingUpdatesFor: async () => false,
    },
    disableNetwork: true,
    disableAllLogging: true,
    specsUrl: nowhere,
    logEventUrl: nowhere,
    outputLogLevel: 'none',
    ...options,
  });
  await statsig.initialize();
  return statsig;
}

/** Starts the legacy SDK without network, with bootstrap values. */
export async function startLegacy(payload: string, options: LegacyOptions = {}): Promise<StatsigServer> {
  const silent = (): void => {};
  const statsig = new StatsigServer('secret-features', {
    bootstrapValues: payload,
    api: nowhere,
    apiForDownloadConfigSpecs: nowhere,
    apiForGetIdLists: nowhere,
    networkOverrideFunc: () => Promise.reject(new Error('This test has no network.')),
    localMode: true,
    disableDiagnostics: true,
    disableRulesetsSync: true,
    disableIdListsSync: true,
    initStrategyForIDLists: 'none',
    initStrategyForIP3Country: 'none',
    logger: { logLevel: 'none', warn: silent, error: silent },
    ...options,
  });
  await statsig.initializeAsync();
  return statsig;
}

/** Our own specs of a payload that must be readable. */
export function ourSpecs(payload: string): CompiledSpecs {
  const parsed = parseSpecs(payload);
  if (!parsed.ok) throw parsed.error;
  return compileSpecs(parsed.value);
}
