import type { EvaluationContext } from '../evaluate/context.ts';
import { evaluateDynamicConfig, evaluateGate } from '../evaluate/evaluate.ts';
import { dynamicConfigKind, experimentKind, gateKind, type Kind, layerKind } from '../evaluate/kinds.ts';
import { endRun, startRun } from '../evaluate/run.ts';
import { assignExperiment, assignLayer, type StickyContext } from '../evaluate/sticky.ts';
import type { Evaluation } from '../results/evaluation.ts';
import type { NameOf } from '../results/register.ts';
import type { CompiledSpec, CompiledSpecs } from '../specs/compiled.ts';
import type { StatsigUser } from '../user/user.ts';
import { explainRules } from './explain-rules.ts';
import type { ExplainedRule, Explanation } from './explanation.ts';

/**
 * Explains a gate's answer: rule by rule and condition by condition, with the values that were compared.
 *
 * Evaluates the same specs once more, so it gives the same answer as `evaluateGate`. Never throws and logs nothing.
 *
 * @example
 * console.log(formatExplanation(explainGate(specs, user, 'new_checkout', { now: Date.now() })));
 */
export function explainGate(
  specs: CompiledSpecs,
  user: StatsigUser,
  name: NameOf<'gate'>,
  context: EvaluationContext,
): Explanation {
  return explainedGate({ specs, user, context, explained: new Set() }, name);
}

/** Explains a dynamic config's answer; see {@link explainGate}. */
export function explainDynamicConfig(
  specs: CompiledSpecs,
  user: StatsigUser,
  name: NameOf<'dynamicConfig'>,
  context: EvaluationContext,
): Explanation {
  const config = evaluateDynamicConfig(specs, user, name, context);
  return explain('dynamicConfig', dynamicConfigKind, config, { specs, user, context, explained: new Set() });
}

/** Explains an experiment's answer, including an assignment that was kept; see {@link explainGate}. */
export function explainExperiment(
  specs: CompiledSpecs,
  user: StatsigUser,
  name: NameOf<'experiment'>,
  context: StickyContext,
): Explanation {
  return explainedExperiment({ specs, user, context, explained: new Set() }, name);
}

/** Explains a layer's answer, including an assignment that was kept; see {@link explainGate}. */
export function explainLayer(
  specs: CompiledSpecs,
  user: StatsigUser,
  name: NameOf<'layer'>,
  context: StickyContext,
): Explanation {
  const { evaluation } = assignLayer(specs, user, name, context);
  return explain('layer', layerKind, evaluation, { specs, user, context, explained: new Set() });
}

interface Asked {
  readonly specs: CompiledSpecs;
  readonly user: StatsigUser;
  readonly context: StickyContext;
  /** What was explained already: specs may ask each other in more ways than anybody could read. */
  readonly explained: Set<CompiledSpec>;
}

function explainedGate(asked: Asked, name: string): Explanation {
  const gate = evaluateGate(asked.specs, asked.user, name, asked.context);
  return explain('gate', gateKind, gate, asked);
}

function explainedExperiment(asked: Asked, name: string): Explanation {
  const { evaluation } = assignExperiment(asked.specs, asked.user, name, asked.context);
  return explain('experiment', experimentKind, evaluation, asked);
}

function explain<E extends Evaluation>(
  kind: Explanation['kind'],
  { specOf, bandit }: Kind<E>,
  { name, value, ruleID, groupName, details }: Evaluation,
  asked: Asked,
): Explanation {
  const { specs, explained } = asked;
  const { reason, overrideConfigName } = details;
  const isBandit = bandit !== undefined && specs.bandit(name) !== undefined;
  const by = origins[reason] ?? (isBandit ? 'bandit' : 'rules');
  const spec = by === 'rules' ? specOf(specs, overrideConfigName ?? name) : undefined;
  const isRepeated = spec !== undefined && explained.has(spec);
  if (spec !== undefined) explained.add(spec);
  const rules = spec === undefined || isRepeated ? [] : trace(spec, asked);
  return { kind, name, value, ruleID, groupName, reason, by, overrideConfigName, rules, isRepeated };
}

function trace(spec: CompiledSpec, asked: Asked): readonly ExplainedRule[] {
  // Only the outermost answer is kept from an earlier evaluation.
  const inner: Asked = { ...asked, context: { ...asked.context, userPersistedValues: null } };
  const run = startRun(asked.specs, asked.user, asked.context);
  try {
    return explainRules(spec, run, {
      gate: (name) => explainedGate(inner, name),
      experiment: (name) => explainedExperiment(inner, name),
    });
  } catch {
    return [];
  } finally {
    endRun(run);
  }
}

const origins: Partial<Readonly<Record<Evaluation['details']['reason'], Explanation['by']>>> = {
  LocalOverride: 'override',
  Persisted: 'persisted',
  Unrecognized: 'nothing',
  Uninitialized: 'nothing',
  Error: 'nothing',
};
