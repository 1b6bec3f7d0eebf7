import { describe, expect, it } from 'vitest';
import type { Experiment } from '../results/dynamic-config.ts';
import type { SecondaryExposure } from '../results/evaluation.ts';
import type { Layer } from '../results/layer.ts';
import {
  ada,
  condition,
  config,
  gate,
  type Json,
  layer,
  nobody,
  now,
  rule,
  specsOf,
  unsupported,
} from '../specs/fixtures.test-support.ts';
import { evaluateExperiment, evaluateLayer } from './evaluate.ts';

const pass = (name: string): Json => condition('pass_gate', { targetValue: name });
const group = (fields: Json = {}): Json =>
  rule('group', { groupName: 'Treatment', isExperimentGroup: true, ...fields });
const explicit = { explicitParameters: ['title'], idType: 'companyID', version: 7 };

const payload = {
  feature_gates: [gate('a', { rules: [rule('a1')] }), gate('b', { rules: [rule('b1')] })],
  dynamic_configs: [
    config('running', { ...explicit, rules: [group()] }),
    config('missed', { ...explicit, rules: [group({ passPercentage: 0 })] }),
    config('targeted', { ...explicit, rules: [rule('targetingGate', { returnValue: {} }), group()] }),
    config('left', { ...explicit, rules: [group({ conditions: [nobody] })] }),
    config('off', { ...explicit, enabled: false, rules: [group()] }),
    config('odd', { ...explicit, rules: [group({ conditions: [unsupported] })] }),
    config('asking', { ...explicit, rules: [group({ conditions: [pass('b'), pass('a')] })] }),
    config('inner', { explicitParameters: ['inner'], rules: [group({ conditions: [pass('b')] })] }),
    config('outer', {
      explicitParameters: ['outer'],
      rules: [rule('over', { configDelegate: 'inner', conditions: [pass('a')] })],
    }),
  ],
};

/** The answer of a layer with one rule. */
function layerWith(fields: Json, layerFields: Json = {}): Layer {
  const layers = [
    layer('l', { explicitParameters: ['own'], version: 2, rules: [rule('r', fields)], ...layerFields }),
  ];
  return evaluateLayer(specsOf({ ...payload, layer_configs: layers }), ada, 'l', { now });
}

const names = (exposures: readonly SecondaryExposure[]): string[] => exposures.map(({ gate }) => gate);

describe('a v1 layer', () => {
  it.each`
    delegate      | value                  | ruleID             | groupName      | isUserInExperiment | because
    ${'running'}  | ${{ from: 'group' }}   | ${'group'}         | ${'Treatment'} | ${true}            | ${'the user is in a group'}
    ${'missed'}   | ${{ from: 'default' }} | ${'group'}         | ${'Treatment'} | ${true}            | ${'the group matches, whoever passes'}
    ${'targeted'} | ${{}}                  | ${'targetingGate'} | ${null}        | ${false}           | ${'the user is excluded'}
    ${'left'}     | ${{ from: 'default' }} | ${'default'}       | ${null}        | ${false}           | ${'the user is in no group'}
    ${'off'}      | ${{ from: 'default' }} | ${'disabled'}      | ${null}        | ${false}           | ${'the experiment is disabled'}
    ${'asking'}   | ${{ from: 'group' }}   | ${'group'}         | ${'Treatment'} | ${true}            | ${'the user is in a group'}
  `(
    'hands over to the experiment $delegate: $because',
    ({ delegate, value, ruleID, groupName, isUserInExperiment }: Record<string, unknown>) => {
      const answer = layerWith({ configDelegate: delegate });

      expect(answer).toMatchObject({
        name: 'l',
        ruleID,
        groupName,
        isUserInExperiment,
        idType: 'companyID',
        allocatedExperiment: delegate,
        explicitParameters: ['title'],
        details: { reason: 'Recognized', version: 7 },
      });
      expect(answer.value).toEqual(value);
    },
  );

  it.each`
    fields                                                          | ruleID       | value                  | because
    ${{ configDelegate: 'unknown' }}                                | ${'r'}       | ${{ from: 'r' }}       | ${'there is no such experiment'}
    ${{ configDelegate: 'unknown', passPercentage: 0 }}             | ${'r'}       | ${{ from: 'default' }} | ${'there is no such experiment'}
    ${{ configDelegate: '' }}                                       | ${'r'}       | ${{ from: 'r' }}       | ${'there is no such experiment'}
    ${{ configDelegate: 'toString' }}                               | ${'r'}       | ${{ from: 'r' }}       | ${'there is no such experiment'}
    ${{ configDelegate: 'a' }}                                      | ${'r'}       | ${{ from: 'r' }}       | ${'a gate is no experiment'}
    ${{ configDelegate: null }}                                     | ${'r'}       | ${{ from: 'r' }}       | ${'the rule answers itself'}
    ${{ configDelegate: 7 }}                                        | ${'r'}       | ${{ from: 'r' }}       | ${'a name is text'}
    ${{ configDelegate: 'running', conditions: [nobody] }}          | ${'default'} | ${{ from: 'default' }} | ${'the rule does not match'}
    ${{ configDelegate: 'running', conditions: [pass('unknown')] }} | ${'default'} | ${{ from: 'default' }} | ${'the rule does not match'}
  `(
    'answers itself by $ruleID with $fields: $because',
    ({ fields, ruleID, value }: { fields: Json; ruleID: string; value: unknown }) => {
      const answer = layerWith(fields);

      expect(answer).toMatchObject({
        ruleID,
        idType: 'userID',
        allocatedExperiment: null,
        explicitParameters: ['own'],
        isUserInExperiment: false,
        details: { reason: 'Recognized', version: 2 },
      });
      expect(answer.value).toEqual(value);
    },
  );

  it.each([0, 50, undefined])(
    'hands everybody over who matches, with a pass percentage of %j',
    (passPercentage) => {
      expect(layerWith({ configDelegate: 'running', passPercentage }).ruleID).toBe('group');
    },
  );

  it('does not merge its own values into those of the experiment', () => {
    const answer = layerWith({ configDelegate: 'running' }, { defaultValue: { from: 'layer', extra: 1 } });

    expect(answer.value).toEqual({ from: 'group' });
  });

  it('is unsupported when its experiment is, and still names it', () => {
    const answer = layerWith({ configDelegate: 'odd', conditions: [pass('a')] });

    expect(answer.value).toEqual({});
    expect(answer).toMatchObject({
      ruleID: '',
      groupName: null,
      idType: null,
      allocatedExperiment: 'odd',
      explicitParameters: ['title'],
      isUserInExperiment: false,
      details: { reason: 'Unsupported' },
    });
  });

  it('is unsupported without naming an experiment when its own rule is', () => {
    const answer = layerWith({ configDelegate: 'running', conditions: [pass('a'), unsupported] });

    expect(answer.value).toEqual({});
    expect(answer).toMatchObject({
      ruleID: '',
      allocatedExperiment: null,
      secondaryExposures: [],
      undelegatedSecondaryExposures: [],
      details: { reason: 'Unsupported' },
    });
  });

  it('ignores its rules when it is disabled', () => {
    expect(layerWith({ configDelegate: 'running' }, { enabled: false })).toMatchObject({
      value: { from: 'default' },
      ruleID: 'disabled',
      allocatedExperiment: null,
    });
  });

  it('lists no explicit parameters when the experiment has none', () => {
    const dynamic_configs = [config('plain', { rules: [group()] })];
    const layer_configs = [layer('l', { rules: [rule('r', { configDelegate: 'plain' })] })];

    const answer = evaluateLayer(specsOf({ dynamic_configs, layer_configs }), ada, 'l', { now });

    expect(answer).toMatchObject({ allocatedExperiment: 'plain', explicitParameters: [] });
  });

  it.each`
    delegate     | conditions                | all           | undelegated | because
    ${'running'} | ${[pass('a')]}            | ${['a']}      | ${['a']}    | ${'the experiment asks nobody'}
    ${'asking'}  | ${[]}                     | ${['b', 'a']} | ${[]}       | ${'only the experiment asks'}
    ${'asking'}  | ${[pass('a')]}            | ${['a', 'b']} | ${['a']}    | ${'the layer asks first, and each answer is exposed once'}
    ${'asking'}  | ${[pass('a'), pass('a')]} | ${['a', 'b']} | ${['a']}    | ${'each answer is exposed once'}
    ${'unknown'} | ${[pass('a')]}            | ${['a']}      | ${['a']}    | ${'the layer answers itself'}
    ${null}      | ${[pass('a')]}            | ${['a']}      | ${['a']}    | ${'the layer answers itself'}
    ${null}      | ${[pass('a'), nobody]}    | ${['a']}      | ${['a']}    | ${'the layer answers itself'}
  `(
    'handing over to $delegate, exposes $all, and $undelegated on its own: $because',
    ({ delegate, conditions, all, undelegated }: Record<string, unknown>) => {
      const answer = layerWith({ configDelegate: delegate, conditions });

      expect(names(answer.secondaryExposures)).toEqual(all);
      expect(names(answer.undelegatedSecondaryExposures)).toEqual(undelegated);
    },
  );

  it('keeps what the rules asked that did not match', () => {
    const rules = [
      rule('first', { conditions: [pass('b'), nobody] }),
      rule('second', { configDelegate: 'running', conditions: [pass('a')] }),
    ];

    const answer = layerWith({}, { rules });

    expect(names(answer.secondaryExposures)).toEqual(['b', 'a']);
    expect(names(answer.undelegatedSecondaryExposures)).toEqual(['b', 'a']);
  });

  it('names the experiment it hands over to, not the one that this one hands over to', () => {
    const answer = layerWith({ configDelegate: 'outer' });

    expect(answer).toMatchObject({
      value: { from: 'group' },
      ruleID: 'group',
      allocatedExperiment: 'outer',
      explicitParameters: ['outer'],
      isUserInExperiment: true,
      undelegatedSecondaryExposures: [],
    });
    expect(names(answer.secondaryExposures)).toEqual(['a', 'b']);
  });
});

describe('a v1 experiment', () => {
  it('hands over as a layer does', () => {
    const answer: Experiment = evaluateExperiment(specsOf(payload), ada, 'outer', { now });

    expect(answer).toMatchObject({
      name: 'outer',
      value: { from: 'group' },
      ruleID: 'group',
      groupName: 'Treatment',
      isUserInExperiment: true,
    });
    expect(names(answer.secondaryExposures)).toEqual(['a', 'b']);
  });

  it('is left alone by a gate that names it as its delegate', () => {
    const specs = specsOf({
      ...payload,
      feature_gates: [gate('g', { rules: [rule('r', { configDelegate: 'off' })] })],
    });

    expect(specs.gate('g')?.rules.map(({ delegate }) => delegate)).toEqual([null]);
  });
});
