import type { Evaluation, SecondaryExposure } from '../results/evaluation.ts';
import type { ParameterValues } from '../results/parameters.ts';
import type { CompiledRule, CompiledSpec } from '../specs/compiled.ts';
import { ask } from './ask.ts';
import { asks, exposing, passesPercentage } from './evaluate-spec.ts';
import { experimentKind, type Merge } from './kinds.ts';
import type { Run } from './run.ts';

/**
 * Lets all rules that a user passes contribute parameters, the first to name a parameter winning, and fills up with
 * the defaults. One experiment at most takes part, and only when nothing before it has set a parameter.
 */
export function mergeRules<E extends Evaluation>(
  spec: CompiledSpec<E>,
  run: Run,
  gathered: SecondaryExposure[],
): E {
  const merged: Merging = { value: new Map(), ruleIDs: new Map(), delegation: null };
  for (const rule of spec.rules) {
    const matched = asks(rule, run);
    if (matched === undefined) {
      return exposing(spec, spec.unsupported, run.specs.dialect.results.unsupported(gathered));
    }
    if (matched && passesPercentage(rule, run)) contribute(rule, merged, run);
  }
  add(merged, spec.fallback.value as ParameterValues, spec.fallback.ruleID);
  return spec.kind.merged(spec.fallback, {
    value: Object.fromEntries(merged.value),
    parameterRuleIDs: Object.fromEntries(merged.ruleIDs),
    delegation: merged.delegation,
    secondaryExposures: gathered,
  });
}

interface Merging {
  readonly value: Map<string, unknown>;
  readonly ruleIDs: Map<string, string>;
  delegation: Merge['delegation'];
}

function contribute(rule: CompiledRule, merged: Merging, run: Run): void {
  const { ruleID } = rule.pass;
  const experiment = rule.delegate === null ? undefined : run.specs.config(rule.delegate);
  const evaluation = experiment === undefined ? undefined : ask(experimentKind, experiment.name, run);
  if (experiment === undefined || evaluation === undefined) {
    add(merged, rule.pass.value as ParameterValues, ruleID);
    return;
  }
  if (merged.value.size > 0) return;
  run.exposures.push(...evaluation.secondaryExposures);
  merged.delegation = {
    experiment: experiment.name,
    ruleID,
    groupName: evaluation.groupName,
    explicitParameters: experiment.explicitParameters,
    isUserInExperiment: rule.isExperimentGroup,
  };
  add(merged, evaluation.value, ruleID);
}

function add({ value, ruleIDs }: Merging, parameters: ParameterValues, ruleID: string): void {
  for (const [parameter, parameterValue] of Object.entries(parameters)) {
    if (value.has(parameter)) continue;
    value.set(parameter, parameterValue);
    ruleIDs.set(parameter, ruleID);
  }
}
