import type { Experiment } from '../results/dynamic-config.ts';
import type { Evaluation, EvaluationDetails } from '../results/evaluation.ts';
import type { Layer } from '../results/layer.ts';
import type { CompiledSpec, CompiledSpecs } from '../specs/compiled.ts';
import type { StatsigUser } from '../user/user.ts';
import type { EvaluationContext } from './context.ts';
import { evaluateExperiment, evaluateLayer } from './evaluate.ts';
import { passesRule } from './evaluate-spec.ts';
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

/** An answer, and what its caller is to do with the stored assignment. */
export interface StickyAssignment<E extends Evaluation> {
  readonly evaluation: E;
  readonly storage:
    | { readonly action: 'save'; readonly values: StickyValues }
    | { readonly action: 'delete' }
    | { readonly action: 'keep' };
}

const keep = { action: 'keep' } as const;
const remove = { action: 'delete' } as const;

/**
 * Evaluates an experiment so that a user stays in the group of the first time, for as long as the experiment runs.
 *
 * Decides only; the caller stores under `stickyKey` and the experiment's name.
 */
export function assignExperiment(
  specs: CompiledSpecs,
  user: StatsigUser,
  name: string,
  context: StickyContext,
): StickyAssignment<Experiment> {
  const { userPersistedValues } = context;
  const live = evaluateExperiment(specs, user, name, context);
  if (live.details.reason === 'LocalOverride') return { evaluation: live, storage: keep };
  const spec = specs.config(name);
  if (!userPersistedValues || spec?.isActive !== true) return { evaluation: live, storage: remove };

  const stored = Object.hasOwn(userPersistedValues, name) ? userPersistedValues[name] : undefined;
  if (stored !== undefined) {
    if (isExcluded(spec, specs, user, context)) return { evaluation: live, storage: keep };
    return { evaluation: experimentKind.outcome(restored(specs, spec, stored)), storage: keep };
  }
  if (!live.isUserInExperiment) return { evaluation: live, storage: keep };
  const values = stickyValues(live, live.rulePassed, specs.dialect);
  return { evaluation: live, storage: { action: 'save', values } };
}

/** The same for a layer: an assignment is kept for as long as the experiment that it came from runs. */
export function assignLayer(
  specs: CompiledSpecs,
  user: StatsigUser,
  name: string,
  context: StickyContext,
): StickyAssignment<Layer> {
  const { userPersistedValues } = context;
  const live = evaluateLayer(specs, user, name, context);
  if (live.details.reason === 'LocalOverride') return { evaluation: live, storage: keep };
  const spec = specs.layer(name);
  if (!userPersistedValues || spec === undefined) return { evaluation: live, storage: remove };

  const allocated = live.allocatedExperiment === null ? undefined : specs.config(live.allocatedExperiment);
  const stored = Object.hasOwn(userPersistedValues, name) ? userPersistedValues[name] : undefined;
  if (stored !== undefined) {
    const delegate =
      typeof stored.config_delegate === 'string' ? specs.config(stored.config_delegate) : undefined;
    const judged = delegate ?? (specs.dialect.sticky.keepsWithoutDelegate ? allocated : undefined);
    if (judged?.isActive !== true) return { evaluation: live, storage: remove };
    if (isExcluded(judged, specs, user, context)) return { evaluation: live, storage: keep };
    return { evaluation: restoredLayer(specs, spec, stored), storage: keep };
  }
  if (allocated?.isActive !== true || !live.isUserInExperiment) {
    return { evaluation: live, storage: specs.dialect.sticky.deletesUnassignedLayers ? remove : keep };
  }
  const values = stickyValues(live, true, specs.dialect);
  return { evaluation: live, storage: { action: 'save', values } };
}

/**
 * What a user's assignments are stored under: the unit ID and its type.
 *
 * @returns Null when the spec is unknown, or when the user has no such unit and assignments are not kept for that.
 */
export function stickyKey(specs: CompiledSpecs, user: StatsigUser, idType: string): string | null {
  const run = startRun(specs, user, { now: 0 });
  const unitID = specs.dialect.readers.unitValue(idType)(run);
  endRun(run);
  if (unitID !== undefined && unitID !== null) return `${String(unitID)}:${idType}`;
  return specs.dialect.sticky.keepsWithoutUnit ? `:${idType}` : null;
}

/** Whether the rules that the caller wants enforced take the user out of the assignment. */
function isExcluded(
  spec: CompiledSpec,
  specs: CompiledSpecs,
  user: StatsigUser,
  { enforceTargeting, enforceOverrides, ...context }: StickyContext,
): boolean {
  const isEnforced = (ruleID: string): boolean =>
    (enforceTargeting === true && (ruleID === 'inlineTargetingRules' || ruleID === 'targetingGate')) ||
    (enforceOverrides === true && ruleID.endsWith('override'));
  const run = startRun(specs, user, context);
  const excluded = spec.rules.some((rule) => isEnforced(rule.pass.ruleID) && passesRule(rule, run));
  endRun(run);
  return excluded;
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
    value: stored.json_value,
    ruleID: stored.rule_id,
    rule: { groupName: stored.group_name ?? null, isExperimentGroup: true },
    rulePassed: stored.value,
    details,
  };
}

function restoredLayer(specs: CompiledSpecs, spec: CompiledSpec<Layer>, stored: StickyValues): Layer {
  return Object.freeze({
    ...layerKind.outcome(restored(specs, spec, stored)),
    allocatedExperiment: stored.config_delegate ?? null,
    secondaryExposures: stored.secondary_exposures ?? [],
    undelegatedSecondaryExposures: stored.undelegated_secondary_exposures ?? [],
  });
}
