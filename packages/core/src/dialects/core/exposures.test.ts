import { describe, expect, it } from 'vitest';
import { bucketOf } from '../../../oracle.test-support.ts';
import { evaluateExperiment, evaluateGate, evaluateLayer } from '../../evaluate/evaluate.ts';
import {
  askCore,
  asks,
  coreExperiment,
  coreGate,
  coreLayer,
  coreRule,
  coreSpecs,
  everyone,
  onPlan,
} from '../../specs/core-fixtures.test-support.ts';
import { ada, condition, type Json, now, unsupported } from '../../specs/fixtures.test-support.ts';

const on = coreGate([coreRule('all', [everyone])]);

describe('gates that a v2 gate asks', () => {
  it.each`
    asked                             | gates                                                                        | value    | exposures                          | because
    ${asks('pass_gate', 'on')}        | ${{ on }}                                                                    | ${true}  | ${['on true all']}                 | ${'it was asked'}
    ${asks('fail_gate', 'on')}        | ${{ on }}                                                                    | ${false} | ${['on true all']}                 | ${'it was asked'}
    ${asks('fail_gate', 'off')}       | ${{ off: coreGate() }}                                                       | ${true}  | ${['off false default']}           | ${'it was asked'}
    ${asks('fail_gate', 'none')}      | ${{}}                                                                        | ${true}  | ${[]}                              | ${'there is no such gate'}
    ${asks('pass_gate', 'none')}      | ${{}}                                                                        | ${false} | ${[]}                              | ${'there is no such gate'}
    ${asks('pass_gate', null)}        | ${{}}                                                                        | ${false} | ${[]}                              | ${'it names none'}
    ${asks('pass_gate', 'bare')}      | ${{ bare: coreGate([coreRule('', [everyone])]) }}                            | ${true}  | ${[]}                              | ${'its rule has no ID'}
    ${asks('pass_gate', 'segment:s')} | ${{ 'segment:s': coreGate([coreRule('s', [asks('pass_gate', 'on')])]), on }} | ${true}  | ${['on true all']}                 | ${'segments never show, what they ask does'}
    ${asks('pass_gate', 'outer')}     | ${{ outer: coreGate([coreRule('o', [asks('pass_gate', 'on')])]), on }}       | ${true}  | ${['on true all', 'outer true o']} | ${'what it asked comes before it'}
  `('expose $exposures: $because', ({ asked, gates, value, exposures }: Row) => {
    const gate = askCore(asked, { project: { gates } });

    expect(gate.value).toBe(value);
    expect(gate.secondaryExposures.map((one) => `${one.gate} ${one.gateValue} ${one.ruleID}`)).toEqual(
      exposures,
    );
  });

  it('are exposed once each, also those of rules that did not match', () => {
    const specs = coreSpecs({
      gates: {
        on,
        outer: coreGate([coreRule('o', [asks('pass_gate', 'on')])]),
        many: coreGate([
          coreRule('first', [asks('pass_gate', 'on'), onPlan('pro')]),
          coreRule('second', [asks('pass_gate', 'outer'), asks('pass_gate', 'on')]),
        ]),
      },
    });

    expect(evaluateGate(specs, ada, 'many', { now }).secondaryExposures).toEqual([
      { gate: 'on', gateValue: 'true', ruleID: 'all' },
      { gate: 'outer', gateValue: 'true', ruleID: 'o' },
    ]);
  });

  it('show when a later rule is unsupported', () => {
    const specs = coreSpecs({
      gates: {
        on,
        odd: coreGate([coreRule('first', [asks('fail_gate', 'on')]), coreRule('odd', [unsupported])]),
      },
    });

    expect(evaluateGate(specs, ada, 'odd', { now })).toMatchObject({
      details: { reason: 'Unsupported' },
      secondaryExposures: [{ gate: 'on', gateValue: 'true', ruleID: 'all' }],
    });
  });
});

describe('experiment_group of a v2 payload', () => {
  const inGroup = (field: string | null, operator: string, target: unknown): Json =>
    condition('experiment_group', { field, operator, targetValue: target });
  const groups = [
    coreRule('t', [onPlan('pro')], { groupName: 'Test', isExperimentGroup: true }),
    coreRule('c', [onPlan('free')], { groupName: 'Control', isExperimentGroup: true }),
  ];
  const project = { configs: { experiment: coreExperiment(groups) } };

  it.each`
    asked                                      | plan      | value    | because
    ${inGroup('experiment', 'any', ['Test'])}  | ${'pro'}  | ${true}  | ${'the user is in it'}
    ${inGroup('experiment', 'any', ['Test'])}  | ${'free'} | ${false} | ${'the user is in another'}
    ${inGroup('experiment', 'none', ['Test'])} | ${'free'} | ${true}  | ${'the user is in another'}
    ${inGroup('experiment', 'any', [''])}      | ${'none'} | ${true}  | ${'the user is in none'}
    ${inGroup('experiment', 'eq', null)}       | ${'none'} | ${true}  | ${'the user is in none'}
    ${inGroup('unknown', 'any', [''])}         | ${'pro'}  | ${true}  | ${'there is no such experiment'}
    ${inGroup(null, 'any', [''])}              | ${'pro'}  | ${true}  | ${'it names none'}
    ${inGroup('toString', 'any', ['Test'])}    | ${'pro'}  | ${false} | ${'none is inherited'}
  `(
    'is $value for the plan $plan: $because',
    ({ asked, plan, value }: { asked: Json; plan: string; value: boolean }) => {
      const user = { userID: 'ada', custom: { plan } };

      expect(askCore(asked, { user, project })).toMatchObject({ value, details: { reason: 'Recognized' } });
    },
  );
});

describe('user_bucket of a v2 payload', () => {
  const bucket = bucketOf('salt.ada', 1_000);
  const bucketed = (operator: string, target: unknown, salt: string | null = 'salt'): Json =>
    condition('user_bucket', {
      operator,
      targetValue: target,
      additionalValues: salt === null ? null : { salt },
    });

  it.each`
    asked                                                | value    | because
    ${bucketed('any', { [bucket]: true })}               | ${true}  | ${'an object is a set'}
    ${bucketed('any', { [bucket]: false })}              | ${true}  | ${'of its keys'}
    ${bucketed('none', { [bucket]: true })}              | ${false} | ${'an object is a set'}
    ${bucketed('any', { [bucket + 1]: true })}           | ${false} | ${'the bucket is another'}
    ${bucketed('none', {})}                              | ${true}  | ${'nothing is allocated'}
    ${bucketed('none', { '-1': true })}                  | ${true}  | ${'nothing is allocated'}
    ${bucketed('any', [bucket])}                         | ${true}  | ${'a list works too'}
    ${bucketed('lt', bucket + 1)}                        | ${true}  | ${'it is a number'}
    ${bucketed('lt', bucket)}                            | ${false} | ${'it is a number'}
    ${bucketed('lt', bucketOf('.ada', 1_000) + 1, null)} | ${true}  | ${'a missing salt is empty'}
    ${bucketed('lt', bucketOf('.ada', 1_000), null)}     | ${false} | ${'a missing salt is empty'}
  `('is $value: $because', ({ asked, value }: { asked: Json; value: boolean }) => {
    expect(askCore(asked).value).toBe(value);
  });
});

describe('a v2 layer that hands over', () => {
  it('keeps its own ID type and version, and what it asked by itself', () => {
    const specs = coreSpecs({
      gates: { on, off: coreGate() },
      configs: {
        e: coreExperiment(
          [coreRule('g', [asks('fail_gate', 'off')], { groupName: 'G', isExperimentGroup: true })],
          {
            idType: 'companyID',
            version: 9,
            explicitParameters: ['from'],
          },
        ),
      },
      layers: {
        versioned: coreLayer([coreRule('over', [asks('pass_gate', 'on')], { configDelegate: 'e' })], {
          version: 3,
        }),
        plain: coreLayer([coreRule('over', [everyone], { configDelegate: 'e', passPercentage: 0 })]),
      },
    });

    expect(evaluateLayer(specs, ada, 'versioned', { now })).toMatchObject({
      name: 'versioned',
      ruleID: 'g',
      groupName: 'G',
      idType: 'userID',
      details: { version: 3 },
      allocatedExperiment: 'e',
      explicitParameters: ['from'],
      isUserInExperiment: true,
      undelegatedSecondaryExposures: [{ gate: 'on', gateValue: 'true', ruleID: 'all' }],
      secondaryExposures: [
        { gate: 'on', gateValue: 'true', ruleID: 'all' },
        { gate: 'off', gateValue: 'false', ruleID: 'default' },
      ],
    });
    expect(evaluateLayer(specs, ada, 'plain', { now })).toMatchObject({
      ruleID: 'g',
      details: { version: 9 },
    });
    expect(evaluateExperiment(specs, ada, 'e', { now })).toMatchObject({
      idType: 'companyID',
      details: { version: 9 },
    });
  });
});

interface Row {
  readonly asked: Json;
  readonly gates: Json;
  readonly value: boolean;
  readonly exposures: readonly string[];
}
