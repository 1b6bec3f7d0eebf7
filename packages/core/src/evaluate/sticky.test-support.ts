import type { SecondaryExposure } from '../results/evaluation.ts';
import type { CompiledSpecs } from '../specs/compiled.ts';
import {
  coreExperiment,
  coreLayer,
  coreRule,
  coreSpecs,
  everyone,
  onPlan,
} from '../specs/core-fixtures.test-support.ts';
import { config, type Json, layer, now, rule, specsOf } from '../specs/fixtures.test-support.ts';
import type { StickyContext } from './sticky.ts';
import type { StickyValues } from './sticky-values.ts';

/** A user who is in the group of every experiment here. */
export const pro = { userID: 'ada', custom: { plan: 'pro' } };
/** A user who is in none. */
export const free = { userID: 'ada', custom: { plan: 'free' } };

/** Users on the plan `pro` are in the group, those on `out` are left out, those on `override` are overridden. */
const groups = (
  make: typeof rule | typeof coreRule,
  conditionsOf: (...plans: string[]) => unknown,
): Json[] => [
  inRule(make, 'targetingGate', conditionsOf('out'), {}),
  inRule(make, 'g:userID:id_override', conditionsOf('override'), {}),
  inRule(make, 'group', conditionsOf('pro'), { groupName: 'Group', isExperimentGroup: true }),
];
const inRule = (make: typeof rule | typeof coreRule, id: string, asked: unknown, fields: Json): Json =>
  make === rule ? rule(id, { conditions: [asked], ...fields }) : coreRule(id, [asked], fields);
/** What makes an experiment one that runs. */
export const active: Json = { isActive: true, explicitParameters: ['from'], version: 3 };
const over = (to: string): Json => ({ configDelegate: to });

/** The experiments `e`, `ended` and `of_company`, and the layers `l`, `over_ended` and `alone`, of a v1 payload. */
export const legacy: CompiledSpecs = specsOf({
  dynamic_configs: [
    config('e', { ...active, rules: groups(rule, onPlan) }),
    config('ended', { ...active, isActive: false, rules: groups(rule, onPlan) }),
    config('of_company', { ...active, idType: 'companyID', rules: groups(rule, onPlan) }),
  ],
  layer_configs: [
    layer('l', { rules: [rule('over', over('e'))] }),
    layer('over_ended', { rules: [rule('over', over('ended'))] }),
    layer('alone', { isActive: true, rules: [rule('own', { isExperimentGroup: true })] }),
  ],
});
/** The same of a v2 payload. */
export const core: CompiledSpecs = coreSpecs({
  configs: {
    e: coreExperiment(groups(coreRule, onPlan), active),
    ended: coreExperiment(groups(coreRule, onPlan), { ...active, isActive: false }),
    of_company: coreExperiment(groups(coreRule, onPlan), { ...active, idType: 'companyID' }),
  },
  layers: {
    l: coreLayer([coreRule('over', [everyone], over('e'))]),
    over_ended: coreLayer([coreRule('over', [everyone], over('ended'))]),
    alone: coreLayer([coreRule('own', [everyone], { isExperimentGroup: true })], {
      isActive: true,
      explicitParameters: ['from'],
    }),
  },
});

/** The exposures of {@link stored} values. */
export const exposures: readonly SecondaryExposure[] = [{ gate: 'then', gateValue: 'true', ruleID: 'old' }];

/** What storage holds for an assignment. */
export function stored(fields: Partial<StickyValues> = {}): StickyValues {
  return {
    value: true,
    json_value: { from: 'storage' },
    rule_id: 'group',
    group_name: 'Group',
    secondary_exposures: exposures,
    undelegated_secondary_exposures: [],
    config_delegate: null,
    explicit_parameters: ['from'],
    time: 17,
    configVersion: 2,
    ...fields,
  };
}

/** A context whose user has these values stored. */
export const keeping = (
  values: StickyContext['userPersistedValues'],
  more: Partial<StickyContext> = {},
): StickyContext => ({
  now,
  userPersistedValues: values,
  ...more,
});
