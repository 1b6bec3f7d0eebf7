import { createHash } from 'node:crypto';
import type { BenchmarkedNames } from './project.ts';
import {
  browserCondition,
  bucketCondition,
  type Condition,
  everyone,
  fieldCondition,
  gateCondition,
  type Rule,
  type Spec,
  type Specs,
} from './spec.ts';

/** The gate that every project gets: one of ten countries, and half of those. */
export const anyOfGate: Spec = gate('perf_any_50', [
  rule('any-of', {
    passPercentage: 50,
    conditions: [
      fieldCondition('country', 'any', ['US', 'GB', 'NZ', 'DE', 'FR', 'IT', 'ES', 'CA', 'AU', 'JP']),
    ],
  }),
]);

/** Which specs of the recorded project play the roles. */
export const recordedNames: BenchmarkedNames = {
  anyOf: anyOfGate.name,
  manyRules: 'test_many_rules',
  deepNesting: 'test_heavy_nesting',
  dynamicConfig: 'test_email_config',
  experiment: 'running_exp_in_unlayered_with_holdout',
  layer: 'layer_with_many_params',
  layerParameter: 'a_string',
};

/** Which specs of a generated project play them. */
export const generatedNames: BenchmarkedNames = {
  anyOf: anyOfGate.name,
  manyRules: 'perf_many_rules',
  deepNesting: 'perf_nesting_0',
  dynamicConfig: 'perf_config',
  experiment: 'perf_experiment',
  layer: 'perf_layer',
  layerParameter: 'a_string',
};

/** The specs behind {@link generatedNames}: in shape like those of the recorded project. */
export function benchmarkedSpecs(): Specs {
  return {
    gates: [anyOfGate, manyRules(), ...nesting(), holdout],
    configs: [config, experiment, layerExperiment],
    layers: [layer],
  };
}

const parameters = { a_string: 'layer', a_number: 799, a_bool: false, a_list: ['one', 'two'] };

const holdout = gate('perf_holdout', [rule('holdout', { passPercentage: 2, conditions: [everyone] })]);

const config: Spec = {
  name: 'perf_config',
  entity: 'dynamic_config',
  salt: 'perf-config-salt',
  defaultValue: { header_text: 'everyone else' },
  rules: [
    rule('staff', {
      conditions: [fieldCondition('email', 'any', ['person7@example.com'])],
      returnValue: { header_text: 'staff' },
    }),
  ],
};

const experiment = experimentNamed('perf_experiment');
const layerExperiment = experimentNamed('perf_layer_experiment');

const layer: Spec = {
  name: 'perf_layer',
  entity: 'layer',
  salt: 'perf-layer-salt',
  defaultValue: parameters,
  rules: [
    rule('allocation', {
      conditions: [bucketCondition('perf-layer-allocation', 500)],
      returnValue: parameters,
      configDelegate: layerExperiment.name,
    }),
  ],
};

/** A holdout first, as experiments have it, then an allocation, then the groups. */
function experimentNamed(name: string): Spec {
  const groups = ['Control', 'Test'].map((groupName, index) =>
    rule(`${name}-${groupName}`, {
      conditions: [bucketCondition(`${name}-salt`, 500 * (index + 1))],
      returnValue: { ...parameters, a_string: groupName },
      groupName,
      isExperimentGroup: true,
    }),
  );
  const heldOut = rule(`${name}-holdout`, { conditions: [gateCondition(holdout.name)], returnValue: {} });
  return {
    name,
    entity: 'experiment',
    salt: `${name}-salt`,
    defaultValue: parameters,
    rules: [heldOut, ...groups],
    explicitParameters: Object.keys(parameters),
  };
}

/** 17 rules about texts, numbers, versions and browsers; about half of the users match one that names their browser. */
function manyRules(): Spec {
  const conditions = [
    ...notMatching(0),
    browserCondition('os_name', ['Android']),
    browserCondition('os_name', ['iOS']),
    ...notMatching(1),
    browserCondition('browser_name', ['Firefox', 'Firefox Mobile']),
    ...notMatching(2),
    browserCondition('os_name', ['Linux']),
  ];
  const rules = conditions.map((condition, index) => rule(`many-${index}`, { conditions: [condition] }));
  return gate('perf_many_rules', [
    ...rules,
    rule('many-last', { passPercentage: 10, conditions: [everyone] }),
  ]);
}

function notMatching(index: number): Condition[] {
  return [
    fieldCondition('email', 'str_ends_with_any', [`@team${index}.example.org`]),
    fieldCondition('level', 'gt', 30 + index),
    fieldCondition('appVersion', 'version_gt', `9.${index}.0`),
    fieldCondition('plan', 'any', [`plan-${index}`, `plan-${index + 10}`]),
  ];
}

/** Twelve gates, each of which asks the next one and the one after that. */
function nesting(): Spec[] {
  const depth = 12;
  const name = (index: number): string => `perf_nesting_${index}`;
  return Array.from({ length: depth }, (_, index) => {
    const asked = [index + 1, index + 2].filter((next) => next < depth).map(name);
    const rules = asked.map((other) =>
      rule(`${name(index)}-${other}`, { passPercentage: 50, conditions: [gateCondition(other)] }),
    );
    return gate(name(index), [
      ...rules,
      rule(`${name(index)}-own`, { passPercentage: 10, conditions: [everyone] }),
    ]);
  });
}

function gate(name: string, rules: readonly Rule[]): Spec {
  return { name, entity: 'feature_gate', salt: saltOf(name), defaultValue: false, rules };
}

function rule(id: string, rest: Partial<Rule>): Rule {
  return { id, salt: saltOf(`rule ${id}`), passPercentage: 100, conditions: [], returnValue: true, ...rest };
}

/** Shaped like a UUID, as nearly all salts of real projects are; how long they are decides what a bucket costs. */
function saltOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
