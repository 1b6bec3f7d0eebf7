import type { SecondaryExposure } from '@acme/statsig-core';
import { Statsig, type StatsigOptions, type StatsigUser } from '@statsig/statsig-node-core';
import type { UserDescription } from '../generate/project.ts';
import { coreUserOf } from './core-user.ts';
import type { Answer, AnswerReason, CreateEngine, EngineOptions } from './engine.ts';

/** What all result objects of the SDK have. */
interface CoreResult {
  readonly ruleID: string;
  readonly idType: string;
  readonly details: { readonly reason: string };
  /** The types spell the rule ID differently from the objects. */
  readonly secondaryExposures: readonly object[];
}

/** What is read from an entry of a client initialize response. */
interface ClientEntry {
  readonly rule_id: string;
  readonly secondary_exposures: readonly SecondaryExposure[];
  readonly undelegated_secondary_exposures?: readonly SecondaryExposure[];
  readonly explicit_parameters?: readonly string[];
  readonly is_user_in_experiment?: boolean;
}

/** The SDK, and a second way to look at its answers. */
interface Core {
  readonly statsig: Statsig;
  readonly entryOf: (user: StatsigUser, place: EntryPlace) => ClientEntry | undefined;
}

/** An address where nobody listens. The network is off anyway. */
const nowhere = 'http://127.0.0.1:9';
const unlogged = { disableExposureLogging: true };

/** `@statsig/statsig-node-core`, without network, from a data store. It has no ID lists: only a server can give it any. */
export const createServerCore: CreateEngine = async (payload, options) => {
  const statsig = new Statsig('secret-conformance', offline(payload, options));
  await statsig.initialize();
  // Client initialize responses cannot evaluate this condition, and are then of no use.
  const entryOf = payload.includes('"experiment_group"') ? () => undefined : entriesOf(statsig);
  const core: Core = { statsig, entryOf };
  const users = new WeakMap<UserDescription, StatsigUser>();
  const asking = (ask: (user: StatsigUser, name: string) => Answer) => {
    return (description: UserDescription, name: string): Answer | undefined => {
      const user = users.get(description) ?? coreUserOf(description);
      if (user === undefined) return undefined;
      users.set(description, user);
      return ask(user, name);
    };
  };
  return {
    checkGate: asking((user, name) => askGate(core, user, name)),
    getConfig: asking((user, name) => askConfig(core, user, name)),
    getExperiment: asking((user, name) => askExperiment(core, user, name)),
    getLayer: asking((user, name) => askLayer(core, user, name)),
    stop: async () => {
      await statsig.shutdown();
    },
  };
};

function offline(payload: string, { environmentTier }: EngineOptions): StatsigOptions {
  const isSpecs = (key: string) => key.includes('download_config_specs');
  return {
    dataStore: {
      initialize: async () => {},
      shutdown: async () => {},
      get: async (key) => (isSpecs(key) ? { result: payload, time: 0 } : {}),
      set: async () => {},
      supportPollingUpdatesFor: async () => false,
    },
    ...(environmentTier === null ? undefined : { environment: environmentTier }),
    disableNetwork: true,
    disableAllLogging: true,
    specsUrl: nowhere,
    logEventUrl: nowhere,
    idListsUrl: nowhere,
    downloadIdListFileApi: nowhere,
    fallbackToStatsigApi: false,
    enableIdLists: false,
    waitForCountryLookupInit: true,
    waitForUserAgentInit: true,
    outputLogLevel: 'none',
  };
}

function askGate({ statsig, entryOf }: Core, user: StatsigUser, name: string): Answer {
  const gate = statsig.getFeatureGate(user, name, unlogged);
  // The result object shows no exposures of gates.
  const entry = entryOf(user, { section: 'feature_gates', name, ruleID: gate.ruleID });
  return { ...common(gate), value: gate.value, secondaryExposures: entry?.secondary_exposures };
}

function askConfig({ statsig, entryOf }: Core, user: StatsigUser, name: string): Answer {
  const config = statsig.getDynamicConfig(user, name, unlogged);
  const entry = entryOf(user, { section: 'dynamic_configs', name, ruleID: config.ruleID });
  return { ...common(config), value: config.value, secondaryExposures: entry?.secondary_exposures };
}

function askExperiment({ statsig, entryOf }: Core, user: StatsigUser, name: string): Answer {
  const experiment = statsig.getExperiment(user, name, unlogged);
  const { ruleID, groupName, value } = experiment;
  const entry = entryOf(user, { section: 'dynamic_configs', name, ruleID });
  return {
    ...common(experiment),
    value,
    groupName,
    isExperimentGroup: entry?.is_user_in_experiment,
    secondaryExposures: exposuresOf(experiment),
  };
}

function askLayer({ statsig, entryOf }: Core, user: StatsigUser, name: string): Answer {
  const layer = statsig.getLayer(user, name, unlogged);
  const entry = entryOf(user, { section: 'layer_configs', name, ruleID: layer.ruleID });
  return {
    ...common(layer),
    value: layer.__value,
    groupName: layer.groupName,
    isExperimentGroup: entry?.is_user_in_experiment,
    secondaryExposures: exposuresOf(layer),
    undelegatedSecondaryExposures: entry?.undelegated_secondary_exposures,
    explicitParameters: entry?.explicit_parameters,
    allocatedExperiment: layer.allocatedExperimentName,
  };
}

const reasons: Readonly<Record<string, AnswerReason>> = {
  Recognized: 'Recognized',
  Unrecognized: 'Unrecognized',
  Unsupported: 'Unsupported',
};

function common({ ruleID, idType, details }: CoreResult): Answer {
  const reason = reasons[details.reason.split(':').at(-1) ?? ''] ?? 'Error';
  // Result objects turn an ID type that is not known into ''.
  const isKnown = reason === 'Recognized' || reason === 'Unsupported';
  return { ruleID, idType: isKnown ? idType : undefined, reason };
}

function exposuresOf({ secondaryExposures }: CoreResult): readonly SecondaryExposure[] {
  return secondaryExposures as readonly SecondaryExposure[];
}

interface EntryPlace {
  readonly section: 'feature_gates' | 'dynamic_configs' | 'layer_configs';
  readonly name: string;
  /** The rule that the direct answer came from. */
  readonly ruleID: string;
}

/**
 * What a client initialize response says about one spec, which is more than result objects show. Undefined when it
 * leaves the spec out, as it does with segments and holdouts.
 */
function entriesOf(statsig: Statsig): Core['entryOf'] {
  return (user, { section, name, ruleID }) => {
    const only = (wanted: EntryPlace['section']) => new Set(section === wanted ? [name] : []);
    // One spec at a time: what specs ask is remembered from one entry to the next.
    const response = statsig.getClientInitializeResponse(user, {
      hashAlgorithm: 'none',
      featureGateFilter: only('feature_gates'),
      dynamicConfigFilter: only('dynamic_configs'),
      experimentFilter: only('dynamic_configs'),
      layerFilter: only('layer_configs'),
      paramStoreFilter: new Set(),
    });
    const entries = (JSON.parse(response) as Record<string, Record<string, ClientEntry>>)[section] ?? {};
    const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
    return entry?.rule_id === ruleID ? entry : undefined;
  };
}
