import type { Evaluation } from '../results/evaluation.ts';
import type { ParameterValues } from '../results/parameters.ts';
import type { CompiledRule, CompiledSpec } from '../specs/compiled.ts';
import { ask } from './ask.ts';
import { asks, passesPercentage } from './evaluate-spec.ts';
import { experimentKind, type Merge } from './kinds.ts';
import { expose, exposedSince, type Run } from './run.ts';
import { distinct } from './secondary-exposures.ts';

/**
 * Lets all rules that a user passes contribute parameters, the first to name a parameter winning, and fills up with
 * the defaults. One experiment at most takes part, and only when nothing before it has set a parameter.
 */
export function mergeRules<E extends Evaluation>(spec: CompiledSpec<E>, run: Run, start: number): E {
  const merged: Merging = { value: new Map(), ruleIDs: new Map(), delegation: null };
  for (const rule of spec.rules) {
    const matched = asks(rule, run);
    // Such a layer admits nothing of what it asked.
    if (matched === undefined) return spec.unsupported;
    if (matched && passesPercentage(rule, run)) contribute(rule, merged, run);
  }
  add(merged, spec.fallback.value as ParameterValues, defaultRuleID);
  return spec.kind.merged(spec.fallback, {
    value: Object.fromEntries(merged.value),
    parameterRuleIDs: Object.fromEntries(merged.ruleIDs),
    ruleID: merged.delegation?.ruleID ?? defaultRuleID,
    delegation: merged.delegation,
    secondaryExposures: distinct(exposedSince(run, start)),
  });
}

/** Also of layers that are disabled. */
const defaultRuleID = 'default';

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
  for (const exposure of evaluation.secondaryExposures) expose(run, exposure);
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
