import { coreCoercions } from '../dialects/core/coercions.ts';
import { textOf } from '../dialects/core/texts.ts';
import type { Experiment } from '../results/dynamic-config.ts';
import type { SecondaryExposure } from '../results/evaluation.ts';
import type { ParameterValues } from '../results/parameters.ts';
import type { Bandit, BanditGroup } from '../specs/bandit.ts';
import { ask } from './ask.ts';
import { dynamicConfigKind, gateKind } from './kinds.ts';
import type { Run } from './run.ts';

/** Lets a contextual bandit answer in place of the experiment of its name; undefined when there is none. */
export function bandit(name: string, run: Run): Experiment | undefined {
  const spec = run.specs.bandit(name);
  if (spec === undefined) return undefined;
  if (!spec.isEnabled || spec.groups.length === 0) return answer(name, spec, outside('prestart', spec), run);
  const targeting = askTargeting(spec, run);
  const choice = targeting.passed ? choose(spec, run) : outside('inlineTargetingRules', spec);
  const experiment = answer(name, spec, choice, run);
  const { exposures } = targeting;
  return exposures.length === 0 ? experiment : dynamicConfigKind.withExposures(experiment, exposures);
}

interface Choice {
  readonly ruleID: string;
  readonly groupName: string | null;
  readonly value: ParameterValues;
}

function outside(ruleID: string, { defaultValue }: Bandit): Choice {
  return { ruleID, groupName: null, value: defaultValue };
}

function inGroup({ id, name, value }: BanditGroup, suffix = ''): Choice {
  return { ruleID: id + suffix, groupName: name, value };
}

function answer(name: string, { idType, version }: Bandit, choice: Choice, { specs }: Run): Experiment {
  const { source, lcut, receivedAt } = specs;
  return dynamicConfigKind.outcome({
    name,
    idType,
    explicitParameters: null,
    value: choice.value,
    ruleID: choice.ruleID,
    rulePassed: choice.groupName !== null,
    rule: { groupName: choice.groupName, isExperimentGroup: choice.groupName !== null },
    details: Object.freeze({
      reason: 'Recognized',
      source,
      lcut,
      receivedAt,
      version,
      overrideConfigName: null,
    }),
  });
}

function askTargeting(
  { targetingGate }: Bandit,
  run: Run,
): { passed: boolean; exposures: SecondaryExposure[] } {
  if (targetingGate === null) return { passed: true, exposures: [] };
  const gate = ask(gateKind, targetingGate, run);
  const passed = gate?.value === true;
  const exposures = [...(gate?.secondaryExposures ?? [])];
  if (!targetingGate.startsWith('segment:')) {
    // Also when it is not there: here a gate needs no rule to be exposed.
    exposures.push({
      gate: targetingGate,
      gateValue: passed ? 'true' : 'false',
      ruleID: gate?.ruleID ?? '',
    });
  }
  return { passed, exposures };
}

/** Before anything was learned groups are drawn evenly; later most users get the best group and some explore. */
function choose(spec: Bandit, run: Run): Choice {
  const { groups } = spec;
  const bucket = spec.bucket(spec.unitID(run.user));
  if (!spec.hasModels) return inGroup(groups[Math.floor(bucket / (10_000 / groups.length))]!, ':explore');
  const random = run.context.random ?? (() => (bucket % 1_000) / 1_000);
  if (bucket < spec.explored) return inGroup(lessKnown(groups, random()), ':explore');
  return inGroup(best(spec, run) ?? groups[Math.floor(random() * groups.length)]!);
}

/** Draws a group; the less is known of one, the more often it is drawn. */
function lessKnown(groups: readonly BanditGroup[], random: number): BanditGroup {
  const weights = groups.map(({ model }) => 1 / ((model?.records ?? 0) + 1));
  let left = random * weights.reduce((sum, weight) => sum + weight, 0);
  const drawn = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return groups.at(drawn)!;
}

function best({ groups, higherIsBetter }: Bandit, run: Run): BanditGroup | undefined {
  let found: { readonly group: BanditGroup; readonly score: number } | undefined;
  for (const group of groups) {
    const score = scoreOf(group, run);
    if (score === undefined) continue;
    if (found === undefined || (higherIsBetter ? score > found.score : score < found.score))
      found = { group, score };
  }
  return found?.group;
}

function scoreOf({ model }: BanditGroup, run: Run): number | undefined {
  if (model === null || (model.numerical.length === 0 && model.categorical.length === 0)) return undefined;
  let score = model.base;
  for (const { read, weights } of model.categorical) score += weights.get(textOf(read(run)) ?? '') ?? 0;
  for (const { read, weight } of model.numerical) {
    const value = coreCoercions.number(read(run));
    if (!Number.isNaN(value)) score += weight * value;
  }
  return score;
}
