import { describe, expect, it } from 'vitest';
import {
  asks,
  type CoreProject,
  coreConfig,
  coreExperiment,
  coreGate,
  coreLayer,
  coreRule,
  coreSpecs,
  everyone,
  onPlan,
} from '../specs/core-fixtures.test-support.ts';
import { ada, type Json, now, unsupported } from '../specs/fixtures.test-support.ts';
import { evaluateDynamicConfig, evaluateLayer } from './evaluate.ts';

const on = coreGate([coreRule('all', [everyone])]);
const setting = (id: string, value: Json, fields: Json = {}): Json =>
  coreRule(id, [everyone], { returnValue: value, ...fields });
const over = (id: string, configDelegate: string, fields: Json = {}): Json =>
  coreRule(id, [everyone], { configDelegate, returnValue: { ignored: id }, ...fields });

const project: CoreProject = {
  gates: { on, off: coreGate() },
  configs: {
    experiment: coreExperiment(
      [
        coreRule('g', [asks('pass_gate', 'on')], {
          groupName: 'G',
          returnValue: { a: 'experiment', b: 'experiment' },
        }),
      ],
      { explicitParameters: ['a'] },
    ),
    another: coreExperiment([coreRule('h', [everyone], { returnValue: { c: 'another' } })]),
    empty: coreExperiment([coreRule('e', [everyone], { returnValue: {} })]),
  },
};

function merged(rules: readonly Json[], fields: Json = {}): ReturnType<typeof evaluateLayer> {
  const layer = coreLayer(rules, { useNewLayerEval: true, defaultValue: { a: 'layer' }, ...fields });
  return evaluateLayer(coreSpecs({ ...project, layers: { layer } }), ada, 'layer', { now });
}

describe('a layer that merges its rules', () => {
  it.each`
    rules                                                                     | value                                         | ruleIDs                           | because
    ${[]}                                                                     | ${{ a: 'layer' }}                             | ${{ a: 'default' }}               | ${'there is only the default'}
    ${[setting('r', { b: 1 })]}                                               | ${{ b: 1, a: 'layer' }}                       | ${{ b: 'r', a: 'default' }}       | ${'the default fills up'}
    ${[setting('r', { a: 1 }), setting('s', { a: 2, b: 2 })]}                 | ${{ a: 1, b: 2 }}                             | ${{ a: 'r', b: 's' }}             | ${'the first to name a parameter wins'}
    ${[setting('r', { a: null })]}                                            | ${{ a: null }}                                | ${{ a: 'r' }}                     | ${'null is a value'}
    ${[setting('r', { a: 1 }, { passPercentage: 0 })]}                        | ${{ a: 'layer' }}                             | ${{ a: 'default' }}               | ${'the user misses the percentage'}
    ${[coreRule('r', [onPlan('pro')], { returnValue: { a: 1 } })]}            | ${{ a: 'layer' }}                             | ${{ a: 'default' }}               | ${'the user does not match'}
    ${[over('o', 'experiment')]}                                              | ${{ a: 'experiment', b: 'experiment' }}       | ${{ a: 'o', b: 'o' }}             | ${'the experiment contributes'}
    ${[over('o', 'experiment'), setting('r', { b: 1, c: 1 })]}                | ${{ a: 'experiment', b: 'experiment', c: 1 }} | ${{ a: 'o', b: 'o', c: 'r' }}     | ${'rules behind it fill up'}
    ${[setting('r', { c: 1 }), over('o', 'experiment')]}                      | ${{ c: 1, a: 'layer' }}                       | ${{ c: 'r', a: 'default' }}       | ${'something was set before it'}
    ${[setting('r', {}), over('o', 'another')]}                               | ${{ c: 'another', a: 'layer' }}               | ${{ c: 'o', a: 'default' }}       | ${'nothing was set before it'}
    ${[over('o', 'experiment', { passPercentage: 0 }), over('p', 'another')]} | ${{ c: 'another', a: 'layer' }}               | ${{ c: 'p', a: 'default' }}       | ${'the user misses the percentage of the first'}
    ${[over('o', 'no_such')]}                                                 | ${{ ignored: 'o', a: 'layer' }}               | ${{ ignored: 'o', a: 'default' }} | ${'the rule itself contributes in its place'}
    ${[over('o', 'experiment'), over('p', 'another')]}                        | ${{ a: 'experiment', b: 'experiment' }}       | ${{ a: 'o', b: 'o' }}             | ${'only one experiment takes part'}
  `(
    'has $value: $because',
    ({ rules, value, ruleIDs }: { rules: readonly Json[]; value: Json; ruleIDs: Json }) => {
      const layer = merged(rules);

      expect(layer.value).toEqual(value);
      expect(layer.parameterRuleIDs).toEqual(ruleIDs);
    },
  );

  it('reports the rule that named the experiment, and the group within', () => {
    expect(merged([over('o', 'experiment', { isExperimentGroup: true, groupName: 'Layer' })])).toMatchObject({
      ruleID: 'o',
      groupName: 'G',
      allocatedExperiment: 'experiment',
      explicitParameters: ['a'],
      isUserInExperiment: true,
      secondaryExposures: [{ gate: 'on', gateValue: 'true', ruleID: 'all' }],
      undelegatedSecondaryExposures: [],
    });
    expect(merged([over('o', 'experiment')]).isUserInExperiment).toBe(false);
  });

  it('reports the default when only rules contributed', () => {
    const rules = [coreRule('r', [asks('fail_gate', 'off')], { returnValue: { b: 1 }, groupName: 'R' })];

    expect(merged(rules, { enabled: false, explicitParameters: ['b'] })).toMatchObject({
      ruleID: 'default',
      groupName: null,
      allocatedExperiment: null,
      isUserInExperiment: false,
      explicitParameters: expect.any(Array) as string[],
      details: { reason: 'Recognized' },
      secondaryExposures: [{ gate: 'off', gateValue: 'false', ruleID: 'default' }],
    });
  });

  it('is unsupported when any rule is, also one behind others that contributed', () => {
    expect(merged([setting('r', { b: 1 }), coreRule('odd', [unsupported])])).toMatchObject({
      ruleID: '',
      details: { reason: 'Unsupported' },
      allocatedExperiment: null,
      parameterRuleIDs: null,
    });
    expect(merged([coreRule('odd', [unsupported])]).value).toEqual({});
  });

  it('merges without `useNewLayerEval` nothing', () => {
    expect(
      merged([setting('r', { b: 1 }), setting('s', { c: 1 })], { useNewLayerEval: false }),
    ).toMatchObject({
      ruleID: 'r',
      parameterRuleIDs: null,
    });
  });

  it('is a layer: configs take the first rule all the same', () => {
    const config = coreConfig([setting('r', { b: 1 }), setting('s', { c: 1 })], { useNewLayerEval: true });
    const answer = evaluateDynamicConfig(coreSpecs({ configs: { config } }), ada, 'config', { now });

    expect(answer).toMatchObject({ ruleID: 'r' });
    expect(answer.value).toEqual({ b: 1 });
  });

  it('keeps parameters that are called like properties of every object', () => {
    const named = JSON.parse('{ "__proto__": 1, "constructor": 2, "toString": 3 }') as Json;
    const layer = merged([setting('r', named)], { defaultValue: named });

    expect(Object.keys(layer.value)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.keys(layer.parameterRuleIDs ?? {})).toEqual(['__proto__', 'constructor', 'toString']);
    expect(layer.get('__proto__', 0)).toBe(1);
  });
});
