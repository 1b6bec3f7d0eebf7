import { passesPercentage } from '../evaluate/evaluate-spec.ts';
import type { Reader, Run } from '../evaluate/run.ts';
import type { CompiledRule, CompiledSpec, ExplainableCondition, RuleTest } from '../specs/compiled.ts';
import {
  type ExplainedCondition,
  type ExplainedPercentage,
  type ExplainedRule,
  type Explanation,
  privateValue,
} from './explanation.ts';

/** How the specs that a rule asks are explained. */
export interface Explainers {
  gate(name: string): Explanation;
  experiment(name: string): Explanation;
}

/** Walks the rules of a spec as the evaluation did, up to the one that decided. */
export function explainRules(spec: CompiledSpec, run: Run, explainers: Explainers): readonly ExplainedRule[] {
  const explained: ExplainedRule[] = [];
  for (const rule of spec.rules) {
    const next = explainRule(spec, rule, run, explainers);
    explained.push(next);
    if (next.outcome === 'unsupported' || (!spec.mergesRules && next.outcome !== 'skipped')) break;
  }
  return explained;
}

function explainRule(
  spec: CompiledSpec,
  rule: CompiledRule,
  run: Run,
  explainers: Explainers,
): ExplainedRule {
  const conditions = rule.conditions.map((condition) => explainCondition(condition, run, explainers));
  const { ruleID, groupName } = rule.pass;
  const explained = { ruleID, groupName, conditions, percentage: null, delegate: null };
  if (conditions.some(({ outcome }) => outcome === 'unsupported'))
    return { ...explained, outcome: 'unsupported' };
  if (conditions.some(({ outcome }) => outcome === 'failed')) return { ...explained, outcome: 'skipped' };

  const percentage = explainPercentage(rule, run);
  const passed = passesPercentage(rule, run);
  const delegate =
    rule.delegate !== null && run.specs.config(rule.delegate) !== undefined ? rule.delegate : null;
  if (spec.mergesRules) {
    const own = passed && delegate !== null ? explainers.experiment(delegate) : null;
    return { ...explained, percentage, delegate: own, outcome: passed ? 'contributed' : 'skipped' };
  }
  if (delegate !== null)
    return { ...explained, delegate: explainers.experiment(delegate), outcome: 'delegated' };
  return { ...explained, percentage, outcome: passed ? 'passed' : 'missed' };
}

function explainPercentage({ threshold, bucket, unitID, idType }: RuleTest, run: Run): ExplainedPercentage {
  const id = unitID(run.user);
  const hashes = threshold !== 0 && threshold !== 10_000;
  return { bucket: hashes ? bucket(id) : null, passesBelow: threshold, idType, unitID: id };
}

function explainCondition(
  { condition, compiled }: ExplainableCondition,
  run: Run,
  explainers: Explainers,
): ExplainedCondition {
  const { type = '', operator = '', field = null, targetValue } = condition ?? {};
  const explained = { type, operator, field, targetValue };
  if (compiled === null) return { ...explained, value: undefined, outcome: 'unsupported', gates: [] };

  const passed = compiled.check(run);
  const unsupported = run.unsupported;
  run.unsupported = false;
  run.end = 0;
  return {
    ...explained,
    value: compiled.read === null ? undefined : visibleValue(compiled.read, run),
    outcome: unsupported ? 'unsupported' : passed ? 'passed' : 'failed',
    gates: compiled.gates.map((gate) => explainers.gate(gate)),
  };
}

/** A value that is gone without the private attributes came from them. */
function visibleValue(read: Reader, run: Run): unknown {
  const value = read(run);
  const { user } = run;
  if (user.privateAttributes === undefined || user.privateAttributes === null) return value;
  run.user = { ...user, privateAttributes: null };
  const withoutPrivate = read(run);
  run.user = user;
  return Object.is(withoutPrivate, value) ? value : privateValue;
}
