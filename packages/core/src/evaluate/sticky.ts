import { parameterValues } from '../dialects/parameter-values.ts';
import type { Experiment } from '../results/dynamic-config.ts';
import type { Evaluation, EvaluationDetails } from '../results/evaluation.ts';
import type { Layer } from '../results/layer.ts';
import type { NameOf, ParametersOf } from '../results/register.ts';
import type { CompiledSpec, CompiledSpecs } from '../specs/compiled.ts';
import { isRecord } from '../specs/record.ts';
import { textOf } from '../specs/text.ts';
import { ownValue } from '../user/fields.ts';
import type { StatsigUser } from '../user/user.ts';
import type { EvaluationContext } from './context.ts';
import { evaluateExperiment, evaluateLayer } from './evaluate.ts';
import { judge } from './evaluate-spec.ts';
import { experimentKind, layerKind } from './kinds.ts';
import { endRun, startRun } from './run.ts';
import { type StickyValues, stickyValues, type UserPersistedValues } from './sticky-values.ts';

/** An evaluation that may keep what a user got before. */
export interface StickyContext extends EvaluationContext {
  /**
   * What storage holds for the user's unit. Undefined or null: the user's assignments are not to be kept, and what is
   * stored is deleted. `{}`: nothing is stored yet.
   */
  readonly userPersistedValues?: UserPersistedValues | null | undefined;
  /** Whether a user whom targeting leaves out by now loses the assignment. */
  readonly enforceTargeting?: boolean | undefined;
  /** Whether an override in the project beats the assignment. */
  readonly enforceOverrides?: boolean | undefined;
}

/** What a caller is to do with the stored assignment of a spec. */
export type StickyStorage =
  | { readonly action: 'save'; readonly key: string; readonly values: StickyValues }
  | { readonly action: 'delete'; readonly key: string }
  | { readonly action: 'keep' };

/** An answer, and what becomes of the stored assignment. */
export interface StickyAssignment<E extends Evaluation> {
  readonly evaluation: E;
  readonly storage: StickyStorage;
}

const keep: StickyStorage = { action: 'keep' };

/**
 * Evaluates an experiment so that a user stays in the group of the first time, for as long as the experiment runs.
 *
 * Decides only; the caller stores, under `storage.key` and the experiment's name.
 */
export function assignExperiment<Name extends NameOf<'experiment'>>(
  specs: CompiledSpecs,
  user: StatsigUser,
  name: Name,
  context: StickyContext,
): StickyAssignment<Experiment<ParametersOf<'experiment', Name>>> {
  const live = evaluateExperiment(specs, user, name, context);
  const spec = specs.config(name);
  const key = spec === undefined ? null : stickyKey(specs, user, spec.idType ?? 'userID');
  if (spec === undefined || key === null || live.details.reason === 'LocalOverride')
    return { evaluation: live, storage: keep };
  if (!context.userPersistedValues || !spec.isActive)
    return { evaluation: live, storage: { action: 'delete', key } };

  const stored = storedValues(context, name);
  if (stored !== undefined) {
    const evaluation = isExcluded(spec, specs, user, context)
      ? live
      : restoredExperiment(specs, spec, stored);
    return { evaluation, storage: keep };
  }
  if (!live.isUserInExperiment) return { evaluation: live, storage: keep };
  const values = stickyValues(live, spec, specs.dialect);
  return { evaluation: live, storage: { action: 'save', key, values } };
}

/** The same for a layer: an assignment is kept for as long as the experiment that it came from runs. */
export function assignLayer<Name extends NameOf<'layer'>>(
  specs: CompiledSpecs,
  user: StatsigUser,
  name: Name,
  context: StickyContext,
): StickyAssignment<Layer<ParametersOf<'layer', Name>>> {
  const live = evaluateLayer(specs, user, name, context);
  const spec = specs.layer(name);
  const key = spec === undefined ? null : stickyKey(specs, user, spec.idType ?? 'userID');
  if (spec === undefined || key === null || live.details.reason === 'LocalOverride')
    return { evaluation: live, storage: keep };

  const stored = storedValues(context, name);
  const judged = judgedSpec(specs, spec, { live, stored });
  if (!context.userPersistedValues || judged?.isActive !== true) {
    return { evaluation: live, storage: { action: 'delete', key } };
  }
  if (stored !== undefined) {
    const evaluation = isExcluded(experimentOf(specs, stored.config_delegate), specs, user, context)
      ? live
      : restoredLayer(specs, spec, stored);
    return { evaluation, storage: keep };
  }
  if (!live.isUserInExperiment) return { evaluation: live, storage: keep };
  const values = stickyValues(live, { explicitParameters: listedBy(specs, live) }, specs.dialect);
  return { evaluation: live, storage: { action: 'save', key, values } };
}

/**
 * What a user's assignments are stored under: the unit ID and its type.
 *
 * @returns Null when the user has no such unit and assignments are not kept for that.
 */
export function stickyKey(specs: CompiledSpecs, user: StatsigUser, idType: string): string | null {
  const run = startRun(specs, user, { now: 0 });
  try {
    const unitID = specs.dialect.readers.unitValue(idType)(run);
    if (unitID !== undefined && unitID !== null) return `${textOf(unitID)}:${idType}`;
    return specs.dialect.sticky.keepsWithoutUnit ? `:${idType}` : null;
  } catch {
    // A user whose own getters throw has no ID to be stored under.
    return null;
  } finally {
    endRun(run);
  }
}

function storedValues({ userPersistedValues }: StickyContext, name: string): StickyValues | undefined {
  const stored = ownValue(userPersistedValues, name);
  // Storage is not ours: what is no assignment counts as none.
  return isRecord(stored) ? (stored as unknown as StickyValues) : undefined;
}

/**
 * The spec that has to be active for a layer's assignment to hold: the experiment of the assignment, or, where there
 * is none, what gives today's answer.
 */
function judgedSpec(
  specs: CompiledSpecs,
  spec: CompiledSpec,
  { live, stored }: { readonly live: Layer; readonly stored: StickyValues | undefined },
): CompiledSpec | undefined {
  const allocated = experimentOf(specs, live.allocatedExperiment);
  const { keepsWithoutDelegate } = specs.dialect.sticky;
  if (stored === undefined) return allocated ?? (keepsWithoutDelegate ? spec : undefined);
  return (
    experimentOf(specs, stored.config_delegate) ?? (keepsWithoutDelegate ? (allocated ?? spec) : undefined)
  );
}

/** Nothing is stored for an experiment, and by Server Core also for a layer, that lists no parameters. */
function listedBy(specs: CompiledSpecs, live: Layer): readonly string[] | null {
  const { allocatedExperiment, explicitParameters } = live;
  const listsNone = allocatedExperiment !== null || specs.dialect.sticky.storesNoEmptyLists;
  return listsNone && explicitParameters.length === 0 ? null : explicitParameters;
}

function experimentOf(specs: CompiledSpecs, name: unknown): CompiledSpec | undefined {
  return typeof name === 'string' ? specs.config(name) : undefined;
}

/** Whether the first rule that the user matches, of those that the caller wants enforced, ends the assignment. */
function isExcluded(
  spec: CompiledSpec | undefined,
  specs: CompiledSpecs,
  user: StatsigUser,
  { enforceTargeting, enforceOverrides, ...context }: StickyContext,
): boolean {
  const isEnforced = (ruleID: string): boolean =>
    (enforceTargeting === true && (ruleID === 'inlineTargetingRules' || ruleID === 'targetingGate')) ||
    (enforceOverrides === true && ruleID.endsWith('override'));
  const run = startRun(specs, user, context);
  try {
    for (const rule of spec?.rules ?? []) {
      const verdict = isEnforced(rule.pass.ruleID) ? judge(rule, run) : undefined;
      if (verdict !== undefined) return verdict;
    }
    return false;
  } catch {
    // Rules that go round in circles take nobody out.
    return false;
  } finally {
    endRun(run);
  }
}

function restored(
  { source, receivedAt, dialect }: CompiledSpecs,
  { name, idType }: CompiledSpec,
  stored: StickyValues,
): Parameters<typeof experimentKind.outcome>[0] {
  const version = stored.configVersion ?? stored.config_version ?? null;
  const details: EvaluationDetails = Object.freeze({
    reason: 'Persisted',
    source,
    lcut: stored.time ?? 0,
    receivedAt,
    version,
    overrideConfigName: null,
  });
  return {
    name,
    idType: dialect.results.idType(idType, null),
    explicitParameters: stored.explicit_parameters ?? null,
    value: parameterValues(stored.json_value),
    ruleID: stored.rule_id,
    rule: { groupName: stored.group_name ?? null, isExperimentGroup: true },
    rulePassed: stored.value,
    details,
  };
}

function restoredExperiment(
  specs: CompiledSpecs,
  spec: CompiledSpec<Experiment>,
  stored: StickyValues,
): Experiment {
  const experiment = experimentKind.outcome(restored(specs, spec, stored));
  return experimentKind.withExposures(experiment, stored.secondary_exposures ?? []);
}

function restoredLayer(specs: CompiledSpecs, spec: CompiledSpec<Layer>, stored: StickyValues): Layer {
  return Object.freeze({
    ...layerKind.outcome(restored(specs, spec, stored)),
    allocatedExperiment: stored.config_delegate ?? null,
    secondaryExposures: stored.secondary_exposures ?? [],
    undelegatedSecondaryExposures: stored.undelegated_secondary_exposures ?? [],
  });
}
