import { createRequire } from 'node:module';
import { type SecondaryExposure, sha256Base64 } from '@acme/statsig-core';
import { type StatsigOptions, StatsigServer, type StatsigUser } from 'statsig-node';
import type { UserDescription } from '../generate/project.ts';
import type { Answer, AnswerReason, CreateEngine, EngineOptions } from './engine.ts';

/** The evaluation behind a public answer, which shows only some of it. */
interface LegacyEvaluation {
  readonly rule_id: string;
  readonly group_name: string | null;
  readonly id_type: string | null | undefined;
  readonly is_experiment_group: boolean;
  readonly secondary_exposures: readonly SecondaryExposure[];
  readonly undelegated_secondary_exposures: readonly SecondaryExposure[];
  readonly explicit_parameters: readonly string[] | null | undefined;
  readonly config_delegate: string | null;
  readonly evaluation_details?: { readonly reason: string };
}

type Method = 'checkGate' | 'getConfig' | 'getLayer';
type Evaluate = (...given: readonly unknown[]) => LegacyEvaluation;

/** Members of `StatsigServer` that its types keep private. */
interface Internals {
  readonly _evaluator: Record<Method, Evaluate>;
  readonly _store: { readonly store: { readonly idLists: Record<string, unknown> } };
}

/** An address where nobody listens. Local mode sends nothing anyway. */
const nowhere = 'http://127.0.0.1:9';

/** Its `logger` option counts for the shared instance only. */
const { default: outputLogger } = createRequire(import.meta.url)('statsig-node/dist/OutputLogger.js') as {
  readonly default: { setLogger(logger: object, sdkKey: string): void };
};
const secretKey = 'secret-conformance';
const silent = { logLevel: 'none', warn: () => {}, error: () => {} } as const;

/** `statsig-node`, in local mode, from bootstrap values. */
export const createLegacyNode: CreateEngine = async (payload, options) => {
  // It reports exceptions that count as answers here.
  outputLogger.setLogger(silent, secretKey);
  const statsig = new StatsigServer(secretKey, offline(payload, options));
  await statsig.initializeAsync();
  const internals = statsig as unknown as Internals;
  for (const [name, ids] of Object.entries(options.idLists))
    internals._store.store.idLists[name] = listOf(ids);
  const lastEvaluation = watch(internals._evaluator);

  const unlogged = { disableExposureLogging: true };
  const asking = (ask: (user: StatsigUser, name: string) => unknown) => {
    return (user: UserDescription, name: string): Answer => {
      // It writes the environment into the user.
      const copy = structuredClone(user) as StatsigUser;
      try {
        const value = atTime(options.now, () => ask(copy, name));
        return answerOf(value, lastEvaluation());
      } catch {
        return { reason: 'Error' };
      }
    };
  };
  return {
    checkGate: asking((user, name) => statsig.getFeatureGate(user, name, unlogged).value),
    getConfig: asking((user, name) => statsig.getConfig(user, name, unlogged).value),
    getExperiment: asking((user, name) => statsig.getExperiment(user, name, unlogged).value),
    // A layer shows single parameters only.
    getLayer: asking((user, name) => Reflect.get(statsig.getLayer(user, name, unlogged), '_value')),
    stop: () => statsig.shutdownAsync(),
  };
};

function offline(payload: string, { environmentTier }: EngineOptions): StatsigOptions {
  return {
    bootstrapValues: payload,
    environment: environmentTier === null ? null : { tier: environmentTier },
    localMode: true,
    api: nowhere,
    apiForDownloadConfigSpecs: nowhere,
    apiForGetIdLists: nowhere,
    fallbackToStatsigAPI: false,
    networkOverrideFunc: () => Promise.reject(new Error('This test has no network.')),
    disableAllLogging: true,
    disableDiagnostics: true,
    disableRulesetsSync: true,
    disableIdListsSync: true,
    initStrategyForIDLists: 'none',
    logger: silent,
  };
}

/** Keeps what the evaluator returns to the public methods; undefined when it failed. */
function watch(evaluator: Internals['_evaluator']): () => LegacyEvaluation | undefined {
  let last: LegacyEvaluation | undefined;
  let depth = 0;
  for (const method of ['checkGate', 'getConfig', 'getLayer'] as const) {
    const original = evaluator[method].bind(evaluator);
    evaluator[method] = (...given) => {
      if (depth === 0) last = undefined;
      depth++;
      try {
        const evaluation = original(...given);
        if (depth === 1) last = evaluation;
        return evaluation;
      } finally {
        depth--;
      }
    };
  }
  return () => last;
}

const reasons: Readonly<Record<string, AnswerReason>> = {
  Bootstrap: 'Recognized',
  Unrecognized: 'Unrecognized',
  Unsupported: 'Unsupported',
};

function answerOf(value: unknown, evaluation: LegacyEvaluation | undefined): Answer {
  if (evaluation === undefined) return { reason: 'Error' };
  return {
    reason: reasons[evaluation.evaluation_details?.reason ?? ''] ?? 'Error',
    value,
    ruleID: evaluation.rule_id,
    groupName: evaluation.group_name,
    idType: evaluation.id_type ?? null,
    isExperimentGroup: evaluation.is_experiment_group,
    secondaryExposures: evaluation.secondary_exposures,
    undelegatedSecondaryExposures: evaluation.undelegated_secondary_exposures,
    explicitParameters: evaluation.explicit_parameters ?? [],
    allocatedExperiment: evaluation.config_delegate,
  };
}

function listOf(unitIDs: readonly string[]): unknown {
  return { ids: Object.fromEntries(unitIDs.map((id) => [sha256Base64(id).slice(0, 8), true])) };
}

/** Pins the clock that the SDK reads. */
function atTime<T>(now: number, run: () => T): T {
  const real: unknown = Reflect.get(Date, 'now');
  Reflect.set(Date, 'now', () => now);
  try {
    return run();
  } finally {
    Reflect.set(Date, 'now', real);
  }
}
