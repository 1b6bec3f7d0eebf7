import { describe, expect, it } from 'vitest';
import {
  evaluateDynamicConfig,
  evaluateExperiment,
  evaluateGate,
  evaluateLayer,
} from '../../evaluate/evaluate.ts';
import { evaluateParameterStore } from '../../evaluate/parameter-store.ts';
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
} from '../../specs/core-fixtures.test-support.ts';
import { ada, condition, type Json, now, unsupported } from '../../specs/fixtures.test-support.ts';
import type { SpecIssue } from '../../specs/specs.ts';

const context = { now };
const good = coreGate([coreRule('all', [everyone])]);

/** The specs of a project, and the issues that reading them brings. */
function reading(project: CoreProject): { specs: ReturnType<typeof coreSpecs>; issues: SpecIssue[] } {
  const issues: SpecIssue[] = [];
  return { specs: coreSpecs(project, { onIssue: (issue) => issues.push(issue) }), issues };
}

const without = (field: string, value: Json): Json =>
  Object.fromEntries(Object.entries(value).filter(([key]) => key !== field));

describe('a v2 spec', () => {
  it.each(['type', 'entity', 'salt', 'enabled', 'idType', 'rules'])('is dropped without its %s', (field) => {
    const { specs, issues } = reading({ gates: { bad: without(field, good), good } });

    expect(evaluateGate(specs, ada, 'bad', context).details.reason).toBe('Unrecognized');
    expect(evaluateGate(specs, ada, 'good', context).value).toBe(true);
    expect(issues).toEqual([
      { kind: 'gate', name: 'bad', message: expect.stringContaining(field) as string },
    ]);
  });

  it.each`
    fields                                     | path
    ${{ enabled: 'true' }}                     | ${'enabled'}
    ${{ idType: null }}                        | ${'idType'}
    ${{ salt: 7 }}                             | ${'salt'}
    ${{ version: '3' }}                        | ${'version'}
    ${{ version: 1.5 }}                        | ${'version'}
    ${{ version: -1 }}                         | ${'version'}
    ${{ explicitParameters: 'a' }}             | ${'explicitParameters'}
    ${{ explicitParameters: ['a', 1] }}        | ${'explicitParameters.1'}
    ${{ isActive: 'yes' }}                     | ${'isActive'}
    ${{ forwardAllExposures: 1 }}              | ${'forwardAllExposures'}
    ${{ useNewLayerEval: 1 }}                  | ${'useNewLayerEval'}
    ${{ rules: {} }}                           | ${'rules'}
    ${{ rules: [null] }}                       | ${'rules.0'}
    ${{ rules: [coreRule('a'), { id: 'b' }] }} | ${'rules.1'}
  `('is dropped because of $fields, which is named', ({ fields, path }: { fields: Json; path: string }) => {
    const { specs, issues } = reading({ gates: { bad: { ...good, ...fields } } });

    expect(evaluateGate(specs, ada, 'bad', context).details.reason).toBe('Unrecognized');
    expect(issues.map(({ message }) => message)).toEqual([
      expect.stringMatching(`^${path.replaceAll('.', '\\.')}\\b`),
    ]);
  });

  it.each`
    fields                           | path
    ${{ id: null }}                  | ${'rules.0.id'}
    ${{ name: undefined }}           | ${'rules.0.name'}
    ${{ salt: 5 }}                   | ${'rules.0.salt'}
    ${{ idType: undefined }}         | ${'rules.0.idType'}
    ${{ groupName: 5 }}              | ${'rules.0.groupName'}
    ${{ passPercentage: '100' }}     | ${'rules.0.passPercentage'}
    ${{ passPercentage: undefined }} | ${'rules.0.passPercentage'}
    ${{ conditions: undefined }}     | ${'rules.0.conditions'}
    ${{ conditions: [5] }}           | ${'rules.0.conditions.0'}
    ${{ configDelegate: 5 }}         | ${'rules.0.configDelegate'}
    ${{ isExperimentGroup: 'yes' }}  | ${'rules.0.isExperimentGroup'}
    ${{ samplingRate: 1.5 }}         | ${'rules.0.samplingRate'}
    ${{ samplingRate: -1 }}          | ${'rules.0.samplingRate'}
  `(
    'is dropped because of a rule with $fields, which is named',
    ({ fields, path }: { fields: Json; path: string }) => {
      const { specs, issues } = reading({
        configs: { bad: coreConfig([coreRule('r', [everyone], fields)]) },
      });

      expect(evaluateDynamicConfig(specs, ada, 'bad', context).details.reason).toBe('Unrecognized');
      expect(issues).toEqual([
        { kind: 'config', name: 'bad', message: expect.stringContaining(`${path}: `) as string },
      ]);
    },
  );

  it.each`
    fields
    ${{ version: null, explicitParameters: null, isActive: null, forwardAllExposures: null, useNewLayerEval: null }}
    ${{ checksum: 5, hasSharedParams: true, somethingNew: {} }}
    ${{ rules: [coreRule('all', [everyone], { salt: null, groupName: null, configDelegate: null, isExperimentGroup: null, samplingRate: null })] }}
  `('is read with $fields', ({ fields }: { fields: Json }) => {
    const { specs, issues } = reading({ gates: { g: { ...good, ...fields } } });

    expect(evaluateGate(specs, ada, 'g', context)).toMatchObject({ value: true, ruleID: 'all' });
    expect(issues).toEqual([]);
  });
});

describe('a condition of a v2 payload that cannot be read', () => {
  it.each`
    bad                                                            | because
    ${condition('user_field', { operator: 5 })}                    | ${'its operator is no text'}
    ${condition('user_field', { field: 5 })}                       | ${'its field is no text'}
    ${condition('user_field', { idType: null })}                   | ${'it has no ID type'}
    ${condition('user_bucket', { additionalValues: { salt: 5 } })} | ${'its salt is no text'}
    ${without('type', everyone)}                                   | ${'it has no type'}
    ${'no such condition'}                                         | ${'the payload does not hold it'}
    ${unsupported}                                                 | ${'its type is not known'}
    ${condition('Public')}                                         | ${'the case of types counts'}
    ${condition('multi_pass_gate', { targetValue: ['good'] })}     | ${'only v1 has it'}
    ${condition('user_field', { operator: 'ANY', field: 'plan' })} | ${'the case of operators counts'}
    ${condition('user_field', { operator: null, field: 'plan' })}  | ${'it names no operator'}
    ${condition('user_field', { operator: 'toString' })}           | ${'no operator is inherited'}
    ${condition('__proto__')}                                      | ${'no type is inherited'}
  `('leaves only its own rule unsupported: $because', ({ bad }: { bad: unknown }) => {
    const { specs, issues } = reading({
      gates: {
        before: coreGate([coreRule('first', [everyone]), coreRule('odd', [bad])]),
        reached: coreGate([
          coreRule('first', [onPlan('pro')]),
          coreRule('odd', [bad]),
          coreRule('all', [everyone]),
        ]),
        good,
      },
    });

    expect(evaluateGate(specs, ada, 'before', context)).toMatchObject({ value: true, ruleID: 'first' });
    expect(evaluateGate(specs, ada, 'reached', context)).toMatchObject({
      value: false,
      ruleID: '',
      groupName: null,
      idType: 'userID',
      details: { reason: 'Unsupported' },
    });
    expect(evaluateGate(specs, ada, 'good', context).value).toBe(true);
    expect(issues).toEqual([]);
  });

  it('makes unsupported whoever asks the gate', () => {
    const { specs } = reading({
      gates: { odd: coreGate([coreRule('odd', [unsupported])]) },
      configs: { asking: coreConfig([coreRule('r', [asks('fail_gate', 'odd')])]) },
    });

    expect(evaluateDynamicConfig(specs, ada, 'asking', context)).toMatchObject({
      value: {},
      ruleID: '',
      details: { reason: 'Unsupported' },
    });
  });
});

describe('a part of a v2 payload that cannot be read', () => {
  it('is a parameter, and the others of its store are there', () => {
    const parameters = { bad: { ref_type: 'gate', gate_name: 5 }, good: { value: 'kept' } };
    const { specs, issues } = reading({ parameterStores: { store: { parameters } } });
    const store = evaluateParameterStore(specs, ada, 'store', context);

    expect(store.parameters).toEqual(['good']);
    expect(store.get('good', '')).toBe('kept');
    expect(issues).toEqual([
      {
        kind: 'parameterStore',
        name: 'store',
        message: expect.stringContaining('parameters.bad: ') as string,
      },
    ]);
  });

  it.each([null, 5, [], {}, { parameters: [] }])('is a store: %j', (bad) => {
    const { specs, issues } = reading({
      parameterStores: { bad, good: { parameters: { p: { value: 1 } } } },
    });

    expect(evaluateParameterStore(specs, ada, 'bad', context).details.reason).toBe('Unrecognized');
    expect(evaluateParameterStore(specs, ada, 'good', context).get('p', 0)).toBe(1);
    expect(issues).toEqual([
      { kind: 'parameterStore', name: 'bad', message: 'parameters: expected an object' },
    ]);
  });

  it('is a bandit, and the experiment of its name answers', () => {
    const { specs, issues } = reading({
      bandits: { both: { salt: 'only' } },
      configs: { both: coreExperiment([coreRule('all', [everyone])]) },
    });

    expect(evaluateExperiment(specs, ada, 'both', context).ruleID).toBe('all');
    expect(issues).toMatchObject([{ kind: 'config', name: 'both' }]);
  });

  it.each([
    [{ mapped: 'to' }, {}],
    [{ mapped: [{ new_config_name: 5, rules: [] }] }, {}],
    [{ mapped: [{ new_config_name: 'good', rules: [{ rule_name: 'bad' }] }] }, { bad: { id: 'bad' } }],
    [{ mapped: [{ new_config_name: 'good', rules: [{ rule_name: 'lost' }] }] }, {}],
    [
      { mapped: [{ new_config_name: 'good', rules: [{ rule_name: 'odd' }] }] },
      { odd: coreRule('odd', [unsupported]) },
    ],
  ])('is a mapping, and the spec itself answers: %j', (mappings, mappingRules) => {
    const { specs } = reading({ gates: { good, mapped: coreGate() }, mappings, mappingRules });

    expect(evaluateGate(specs, ada, 'mapped', context)).toMatchObject({ value: false, ruleID: 'default' });
  });
});

describe('a gate of a v2 payload', () => {
  it.each`
    fields                                               | rule                                         | value    | ruleID        | because
    ${{}}                                                | ${{ returnValue: true }}                     | ${true}  | ${'r'}        | ${'its rule says so'}
    ${{}}                                                | ${{ returnValue: false }}                    | ${false} | ${'r'}        | ${'its rule says so'}
    ${{}}                                                | ${{ returnValue: null }}                     | ${true}  | ${'r'}        | ${'only false is false'}
    ${{ defaultValue: true }}                            | ${{ passPercentage: 0 }}                     | ${true}  | ${'r'}        | ${'who misses the percentage gets the default'}
    ${{ defaultValue: true }}                            | ${{ passPercentage: 0, returnValue: false }} | ${true}  | ${'r'}        | ${'who misses the percentage gets the default'}
    ${{ defaultValue: 'true' }}                          | ${{ passPercentage: 0 }}                     | ${false} | ${'r'}        | ${'only true is true'}
    ${{ defaultValue: true, rules: [] }}                 | ${{}}                                        | ${true}  | ${'default'}  | ${'no rule matches'}
    ${{ enabled: false }}                                | ${{}}                                        | ${true}  | ${'r'}        | ${'a disabled gate still has its rules'}
    ${{ enabled: false, defaultValue: true }}            | ${{ returnValue: false }}                    | ${false} | ${'r'}        | ${'a disabled gate still has its rules'}
    ${{ enabled: false, rules: [] }}                     | ${{}}                                        | ${false} | ${'disabled'} | ${'it is disabled'}
    ${{ enabled: false, defaultValue: true, rules: [] }} | ${{}}                                        | ${true}  | ${'disabled'} | ${'it is disabled'}
    ${{}}                                                | ${{ configDelegate: 'c' }}                   | ${true}  | ${'r'}        | ${'gates hand over to nothing'}
  `('is $value by $ruleID: $because', ({ fields, rule, value, ruleID }: Gate) => {
    const specs = coreSpecs({
      gates: { g: coreGate([coreRule('r', [everyone], rule)], fields) },
      configs: { c: coreConfig() },
    });

    expect(evaluateGate(specs, ada, 'g', context)).toMatchObject({ value, ruleID });
  });
});

describe('a disabled config or layer of a v2 payload', () => {
  it('still has rules, and lists its parameters', () => {
    const fields = { enabled: false, explicitParameters: ['from'] };
    const rules = [coreRule('pro', [onPlan('pro')], { groupName: 'Pro' })];
    const specs = coreSpecs({
      configs: { c: coreConfig(rules, fields) },
      layers: { l: coreLayer(rules, fields) },
    });
    const pro = { userID: 'ada', custom: { plan: 'pro' } };

    expect(evaluateDynamicConfig(specs, pro, 'c', context)).toMatchObject({
      ruleID: 'pro',
      value: { from: 'pro' },
    });
    expect(evaluateDynamicConfig(specs, ada, 'c', context)).toMatchObject({
      ruleID: 'disabled',
      rulePassed: false,
    });
    expect(evaluateLayer(specs, ada, 'l', context)).toMatchObject({
      ruleID: 'disabled',
      explicitParameters: ['from'],
    });
  });

  it.each([[[1]], 'text', true, null, 7])('has no parameters when its value is %j', (value) => {
    const specs = coreSpecs({
      configs: {
        c: coreConfig([coreRule('pro', [onPlan('pro')], { returnValue: value })], { defaultValue: value }),
      },
    });

    for (const plan of ['pro', 'free'])
      expect(evaluateDynamicConfig(specs, { userID: 'ada', custom: { plan } }, 'c', context).value).toEqual(
        {},
      );
  });
});

interface Gate {
  readonly fields: Json;
  readonly rule: Json;
  readonly value: boolean;
  readonly ruleID: string;
}
