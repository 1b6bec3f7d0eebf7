import { describe, expect, it } from 'vitest';
import {
  asks,
  coreConfig,
  coreExperiment,
  coreGate,
  coreLayer,
  coreRule,
  coreSpecs,
  everyone,
  onPlan,
} from '../specs/core-fixtures.test-support.ts';
import { ada, type Json, now, specsOf } from '../specs/fixtures.test-support.ts';
import { noSpecs } from '../specs/no-specs.ts';
import { createOverrides } from './overrides.ts';
import { evaluateParameterStore } from './parameter-store.ts';

const pro = { userID: 'ada', custom: { plan: 'pro' } };
const gated = (gate_name: string): Json => ({
  ref_type: 'gate',
  gate_name,
  pass_value: 'pass',
  fail_value: 'fail',
});

const parameters = {
  fixed: { ref_type: 'static', param_type: 'number', value: 7 },
  fixed_null: { ref_type: 'static', value: null },
  fixed_list: { ref_type: 'static', value: [1] },
  gated: gated('is_pro'),
  gated_by_nothing: gated('no_such'),
  of_config: { ref_type: 'dynamic_config', config_name: 'settings', param_name: 'size' },
  of_experiment: { ref_type: 'experiment', experiment_name: 'experiment', param_name: 'size' },
  of_bandit: { ref_type: 'experiment', experiment_name: 'bandit', param_name: 'arm' },
  of_layer: { ref_type: 'layer', layer_name: 'layer', param_name: 'size' },
  of_nothing: { ref_type: 'layer', layer_name: 'layer', param_name: 'no_such' },
  said_otherwise: { ref_type: 'static', ...gated('is_pro') },
};

const specs = coreSpecs({
  gates: { is_pro: coreGate([coreRule('pro', [onPlan('pro')])]) },
  configs: {
    settings: coreConfig([coreRule('pro', [asks('pass_gate', 'is_pro')], { returnValue: { size: 1 } })], {
      defaultValue: { size: 2 },
    }),
    experiment: coreExperiment([coreRule('g', [everyone], { returnValue: { size: 3 }, groupName: 'G' })]),
  },
  layers: { layer: coreLayer([coreRule('over', [everyone], { configDelegate: 'experiment' })]) },
  bandits: {
    bandit: {
      ...{ salt: '', defaultValue: { arm: 'default' }, idType: 'userID', enabled: false },
      ...{ sampleRate: 0, higherIsBetter: true, groups: [] },
    },
  },
  parameterStores: { store: { parameters }, empty: { parameters: {} } },
});

describe('a parameter of a store', () => {
  it.each`
    parameter             | user   | value        | because
    ${'fixed'}            | ${ada} | ${7}         | ${'it stands in the store'}
    ${'fixed_null'}       | ${ada} | ${undefined} | ${'null is no value'}
    ${'fixed_list'}       | ${ada} | ${[1]}       | ${'it stands in the store'}
    ${'gated'}            | ${pro} | ${'pass'}    | ${'the user passes the gate'}
    ${'gated'}            | ${ada} | ${'fail'}    | ${'the user does not'}
    ${'gated_by_nothing'} | ${pro} | ${'fail'}    | ${'there is no such gate'}
    ${'of_config'}        | ${pro} | ${1}         | ${'the config says so'}
    ${'of_config'}        | ${ada} | ${2}         | ${'the config says so'}
    ${'of_experiment'}    | ${ada} | ${3}         | ${'the experiment says so'}
    ${'of_bandit'}        | ${ada} | ${'default'} | ${'the bandit says so'}
    ${'of_layer'}         | ${ada} | ${3}         | ${'the layer says so'}
    ${'of_nothing'}       | ${ada} | ${undefined} | ${'the layer has no such parameter'}
    ${'said_otherwise'}   | ${pro} | ${'pass'}    | ${'its keys tell, not its type'}
    ${'no_such'}          | ${ada} | ${undefined} | ${'the store has no such parameter'}
    ${'toString'}         | ${ada} | ${undefined} | ${'none is inherited'}
    ${'__proto__'}        | ${ada} | ${undefined} | ${'none is inherited'}
  `(
    'is $value: $parameter, since $because',
    ({ parameter, user, value }: { parameter: string; user: typeof pro; value: unknown }) => {
      const store = evaluateParameterStore(specs, user, 'store', { now });

      expect(store.get(parameter, null)).toEqual(value ?? null);
      // A fallback of a type that no value here has.
      expect(store.get(parameter, true)).toBe(true);
    },
  );

  it.each`
    parameter          | origin
    ${'fixed'}         | ${null}
    ${'gated'}         | ${{ gate: { name: 'is_pro', value: true, ruleID: 'pro' } }}
    ${'of_config'}     | ${{ config: { name: 'settings', ruleID: 'pro', secondaryExposures: [{ gate: 'is_pro' }] } }}
    ${'of_experiment'} | ${{ config: { name: 'experiment', ruleID: 'g', groupName: 'G' } }}
    ${'of_layer'}      | ${{ layer: { name: 'layer', allocatedExperiment: 'experiment' }, parameter: 'size' }}
    ${'of_nothing'}    | ${{ layer: { name: 'layer' }, parameter: 'no_such' }}
  `(
    'tells what was evaluated for it: $parameter',
    ({ parameter, origin }: { parameter: string; origin: Json | null }) => {
      const reading = evaluateParameterStore(specs, pro, 'store', { now }).read(parameter);

      if (origin === null) expect(reading?.origin).toBeNull();
      else expect(reading?.origin).toMatchObject(origin);
    },
  );

  it('cannot be read when the store has none of its name', () => {
    expect(evaluateParameterStore(specs, ada, 'store', { now }).read('no_such')).toBeUndefined();
  });
});

describe('a parameter store', () => {
  it.each`
    of                                                      | name       | reason             | names
    ${specs}                                                | ${'store'} | ${'Recognized'}    | ${Object.keys(parameters)}
    ${specs}                                                | ${'empty'} | ${'Recognized'}    | ${[]}
    ${specs}                                                | ${'other'} | ${'Unrecognized'}  | ${[]}
    ${noSpecs}                                              | ${'store'} | ${'Uninitialized'} | ${[]}
    ${specsOf({ param_stores: { store: { parameters } } })} | ${'store'} | ${'Unrecognized'}  | ${[]}
  `(
    'is $reason with $names: $name',
    ({ of, name, reason, names }: { of: typeof specs; name: string; reason: string; names: string[] }) => {
      expect(evaluateParameterStore(of, ada, name, { now })).toMatchObject({
        name,
        details: { reason, version: null },
        parameters: names,
      });
    },
  );

  it('evaluates nothing before a parameter is read', () => {
    const asked: string[] = [];
    const overrides = createOverrides();
    const spying = {
      ...overrides,
      find: (...given: Parameters<typeof overrides.find>) => {
        asked.push(given[1]);
        return overrides.find(...given);
      },
    };
    const store = evaluateParameterStore(specs, ada, 'store', { now, overrides: spying });
    expect(asked).toEqual(['store']);

    store.get('gated', '');
    expect(asked).toEqual(['store', 'is_pro']);
  });

  it.each`
    id           | asking               | fixed  | gatedValue
    ${undefined} | ${{ userID: 'bob' }} | ${'x'} | ${'on'}
    ${'ada'}     | ${{ userID: 'ada' }} | ${'x'} | ${'on'}
    ${'ada'}     | ${{ userID: 'bob' }} | ${''}  | ${'fail'}
  `('is overridden with values and sources: for $id, $asking.userID reads $gatedValue', (row: Overridden) => {
    const overrides = createOverrides();
    const value = {
      fixed: 'x',
      gated: { gate_name: 'no_such', pass_value: 'off', fail_value: 'on' },
      list: [1],
    };
    overrides.set('parameterStore', 'store', { value }, row.id);
    const store = evaluateParameterStore(specs, row.asking, 'store', { now, overrides });

    expect(store.get('fixed', '')).toBe(row.fixed);
    expect(store.get('gated', '')).toBe(row.gatedValue);
    expect(store.details.reason).toBe(row.fixed === '' ? 'Recognized' : 'LocalOverride');
  });

  it.each([null, 7, 'text', []])('has no parameters when overridden with %j', (value) => {
    const overrides = createOverrides();
    overrides.set('parameterStore', 'store', { value });

    expect(evaluateParameterStore(specs, ada, 'store', { now, overrides }).parameters).toEqual([]);
  });
});

interface Overridden {
  readonly id: string | undefined;
  readonly asking: { readonly userID: string };
  readonly fixed: string;
  readonly gatedValue: string;
}
