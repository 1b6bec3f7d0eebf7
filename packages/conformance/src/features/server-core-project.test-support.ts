import type { UserDescription } from '../generate/project.ts';
import {
  condition,
  config,
  everybody,
  experiment,
  type FeatureProject,
  from,
  gate,
  gateRule,
  group,
  layer,
  type Part,
  passes,
  rule,
  unsupported,
} from './payloads.test-support.ts';

const inGroup = (field: string, operator: string, targetValue: unknown): Part =>
  condition('experiment_group', { field, operator, targetValue });

const gates = [
  gate('is_nz', { rules: [gateRule('nz', [from('NZ')])] }),
  gate('segment:nz', { rules: [gateRule('nz', [passes('is_nz')])] }),
  gate('is_odd', { rules: [gateRule('odd', [passes('is_nz'), unsupported])] }),
  gate('mapped', { rules: [gateRule('never', [from('NZ')], { passPercentage: 0 })] }),
  gate('mapped_to', { salt: 'other', rules: [gateRule('all', [everybody])] }),
  gate('asks_mapped', { rules: [gateRule('asks', [passes('mapped')])] }),
  gate('asks_group', { rules: [gateRule('in_test', [inGroup('checkout', 'any', ['Test'])])] }),
  gate('asks_no_group', { rules: [gateRule('in_none', [inGroup('checkout', 'none', ['Test', 'Control'])])] }),
  gate('asks_empty_group', { rules: [gateRule('empty', [inGroup('checkout', 'any', [''])])] }),
  gate('asks_group_of_nothing', { rules: [gateRule('nothing', [inGroup('no_such', 'any', [''])])] }),
  gate('asks_group_of_bandit', { rules: [gateRule('one', [inGroup('bandit', 'any', ['one'])])] }),
  gate('asks_group_without_operator', { rules: [gateRule('odd', [inGroup('checkout', '', ['Test'])])] }),
];

const groups = [
  rule('targetingGate', [passes('is_nz')], { returnValue: { color: 'target', size: 0 } }),
  group('Control', 400, { returnValue: { color: 'control', size: 1 } }),
  group('Test', 800, { returnValue: { color: 'test', size: 2 } }),
];

const configs = [
  experiment('checkout', { explicitParameters: ['color', 'size'], rules: groups }),
  experiment('pricing', {
    version: 9,
    explicitParameters: ['price'],
    defaultValue: { price: 'default', own: 'default' },
    rules: [group('B', 500, { returnValue: { price: 'b', own: 'pricing' } })],
  }),
  experiment('shadowed', { rules: [rule('plain', [everybody])] }),
  config('settings', { rules: [rule('nz', [from('NZ')], { returnValue: { level: 1 } })] }),
  config('settings_to', { version: 11, rules: [rule('to', [everybody], { groupName: 'To' })] }),
];

const merging = { useNewLayerEval: true, defaultValue: { own: 'layer', price: 'layer', extra: 'layer' } };
const delegating = (id: string, conditions: readonly Part[], to: string, fields: Part = {}): Part =>
  rule(id, conditions, { configDelegate: to, returnValue: { ignored: id }, ...fields });

const layers = [
  layer('merges_before', {
    ...merging,
    rules: [
      rule('own', [group('', 500)['conditions']].flat() as Part[], { returnValue: { own: 'own' } }),
      delegating('over', [everybody], 'pricing', { isExperimentGroup: true }),
      rule('later', [everybody], { returnValue: { late: 'later', own: 'later' } }),
    ],
  }),
  layer('merges_after', {
    ...merging,
    rules: [
      delegating('over', [passes('is_nz')], 'pricing', { groupName: 'Layer' }),
      rule('half', [everybody], { passPercentage: 50, returnValue: { late: 'half', own: 'half' } }),
      delegating('lost', [everybody], 'no_such'),
    ],
  }),
  layer('merges_first_experiment', {
    ...merging,
    rules: [
      delegating('none', [passes('is_nz')], 'checkout', { passPercentage: 0 }),
      delegating('first', [everybody], 'checkout', { groupName: 'Layer' }),
      delegating('second', [everybody], 'pricing'),
    ],
  }),
  layer('merges_unsupported', { ...merging, rules: [rule('odd', [passes('is_nz'), unsupported])] }),
  layer('merges_unsupported_alone', { ...merging, rules: [rule('odd', [unsupported])] }),
  layer('hands_unsupported_over', {
    rules: [rule('first', [from('NZ')]), rule('odd', [passes('is_nz'), unsupported])],
  }),
  layer('merges_disabled', { ...merging, enabled: false, rules: [rule('on', [passes('is_nz')])] }),
  layer('merges_nothing', { useNewLayerEval: true, defaultValue: {} }),
  layer('over_to_bandit', { rules: [delegating('over', [everybody], 'shadowed')] }),
  layer('mapped_layer', { rules: [delegating('over', [everybody], 'checkout')] }),
];

const mappings = {
  mapped: [
    { new_config_name: 'no_such', rules: [{ rule_name: 'to_all' }] },
    {
      new_config_name: 'mapped_to',
      rules: [{ rule_name: 'later', start_time: 9e13 }, { rule_name: 'to_half' }],
    },
  ],
  settings: [{ new_config_name: 'settings_to', rules: [{ rule_name: 'lost' }, { rule_name: 'to_half' }] }],
  ghost: [{ new_config_name: 'settings_to', rules: [{ rule_name: 'to_all', start_time: 1 }] }],
  mapped_layer: [{ new_config_name: 'merges_disabled', rules: [{ rule_name: 'to_nz' }] }],
};

const learned = (weights: Part): Part => ({ alpha: 0.1, intercept: 0.2, records: 5, ...weights });
const bandit = (fields: Part): Part => ({
  salt: 'bandit-salt',
  targetAppIDs: [],
  defaultValue: { arm: 'default' },
  idType: 'userID',
  enabled: true,
  version: 1,
  sampleRate: 0,
  higherIsBetter: true,
  groups: ['one', 'two', 'three'].map((name) => ({ name, id: `g-${name}`, parameterValues: { arm: name } })),
  ...fields,
});
const models = {
  'g-one': learned({ weightsNumerical: { level: 0.01 }, weightsCategorical: { country: { NZ: 0.5 } } }),
  'g-two': learned({ weightsNumerical: { level: 0.001 }, weightsCategorical: { country: { US: 0.2 } } }),
};

const bandits = {
  bandit: bandit({ config: models }),
  bandit_of_least: bandit({ config: models, higherIsBetter: false }),
  bandit_that_knows_nothing: bandit({ sampleRate: 0.5 }),
  bandit_for_some: bandit({ config: models, targetingGateName: 'is_nz' }),
  bandit_for_segment: bandit({ config: models, targetingGateName: 'segment:nz' }),
  bandit_for_nobody: bandit({ config: models, targetingGateName: 'no_such' }),
  bandit_for_no_segment: bandit({ config: models, targetingGateName: 'segment:no_such' }),
  bandit_for_odd: bandit({ config: models, targetingGateName: 'is_odd' }),
  bandit_disabled: bandit({ config: models, enabled: false }),
  bandit_without_groups: bandit({ config: models, groups: [] }),
  shadowed: bandit({ config: models }),
};

const reference = (type: string, name: string, parameter: string): Part => ({
  ref_type: type,
  param_type: 'string',
  [`${type === 'dynamic_config' ? 'config' : type}_name`]: name,
  param_name: parameter,
});
const gated = (name: string): Part => ({
  ref_type: 'gate',
  param_type: 'string',
  gate_name: name,
  pass_value: 'pass',
  fail_value: 7,
});

/** The parameters of the store `store`. */
export const storeParameters: Readonly<Record<string, Part>> = {
  fixed: { ref_type: 'static', param_type: 'string', value: 'fixed' },
  fixed_null: { ref_type: 'static', param_type: 'string', value: null },
  fixed_list: { ref_type: 'static', param_type: 'array', value: [1, 'two'] },
  gated: gated('is_nz'),
  gated_by_nothing: gated('no_such'),
  gated_by_mapped: gated('mapped'),
  of_config: reference('dynamic_config', 'settings', 'level'),
  of_experiment: reference('experiment', 'checkout', 'color'),
  of_bandit: reference('experiment', 'bandit', 'arm'),
  of_layer: reference('layer', 'merges_before', 'own'),
  of_nothing: reference('layer', 'merges_before', 'no_such'),
};

/** Everything that only the payloads of Server Core have. */
export const serverCoreProject: FeatureProject = {
  gates,
  configs,
  layers,
  mappingRules: [
    gateRule('to_all', [everybody]),
    gateRule('to_half', [everybody], { passPercentage: 50 }),
    gateRule('later', [everybody]),
    gateRule('to_nz', [passes('is_nz')]),
  ],
  fields: {
    overrides: mappings,
    cmab_configs: bandits,
    param_stores: { store: { parameters: storeParameters } },
  },
};

/** Users of three countries, most of whom have a level, in different spellings. */
export const featureUsers: readonly UserDescription[] = Array.from({ length: 240 }, (_, i) => {
  const level = [i % 90, String(i % 90), `${i}.5`, 'high', true, null][i % 6];
  return {
    userID: `user-${i}`,
    country: ['NZ', 'US', 'DE'][i % 3] as string,
    custom: level === null || level === undefined ? {} : { level },
  };
});
