import { describe, expect, it } from 'vitest';
import type { FeatureGate } from '../results/feature-gate.ts';
import {
  ada,
  condition,
  config,
  gate,
  type Json,
  nobody,
  now,
  rule,
  specsOf,
  unsupported,
} from '../specs/fixtures.test-support.ts';
import { evaluateDynamicConfig, evaluateExperiment, evaluateGate } from './evaluate.ts';

const unmatched = rule('unmatched', { conditions: [nobody] });
const missed = rule('missed', { passPercentage: 0, groupName: 'Missed' });
const passed = rule('passed', { groupName: 'Passed' });
const mystery = rule('mystery', { conditions: [unsupported] });
const spoiled = rule('spoiled', { conditions: [nobody, unsupported] });
const both = rule('both', { conditions: [condition('public'), nobody] });

function gateWith(fields: Json): FeatureGate {
  const specs = specsOf({ feature_gates: [gate('g', fields)] });
  return evaluateGate(specs, ada, 'g', { now });
}

describe('the rules of a v1 gate', () => {
  it.each`
    rules                                     | value    | ruleID       | groupName   | because
    ${[]}                                     | ${false} | ${'default'} | ${null}     | ${'no rule matches'}
    ${[unmatched]}                            | ${false} | ${'default'} | ${null}     | ${'no rule matches'}
    ${[both]}                                 | ${false} | ${'default'} | ${null}     | ${'every condition must pass'}
    ${[passed]}                               | ${true}  | ${'passed'}  | ${'Passed'} | ${'a rule without conditions matches everybody'}
    ${[unmatched, passed]}                    | ${true}  | ${'passed'}  | ${'Passed'} | ${'the first rule that matches decides'}
    ${[rule('first'), passed]}                | ${true}  | ${'first'}   | ${null}     | ${'the first rule that matches decides'}
    ${[missed]}                               | ${false} | ${'missed'}  | ${'Missed'} | ${'a rule that matches names its group, whoever passes'}
    ${[missed, passed]}                       | ${false} | ${'missed'}  | ${'Missed'} | ${'a rule that matches decides, whoever passes'}
    ${[unmatched, missed, passed]}            | ${false} | ${'missed'}  | ${'Missed'} | ${'a rule that matches decides, whoever passes'}
    ${[rule('a', { returnValue: false })]}    | ${true}  | ${'a'}       | ${null}     | ${"a gate's value is whether its rule passed"}
    ${[rule('a', { id: 5 })]}                 | ${true}  | ${''}        | ${null}     | ${'an ID that is no text counts as missing'}
    ${[rule('a', { groupName: 5 })]}          | ${true}  | ${'a'}       | ${null}     | ${'a group name that is no text counts as missing'}
    ${[rule('a', { conditions: undefined })]} | ${true}  | ${'a'}       | ${null}     | ${'without a list of conditions there are none'}
  `(
    'answers $value by $ruleID: $because',
    ({ rules, value, ruleID, groupName }: FeatureGate & { rules: Json[] }) => {
      const gate = gateWith({ rules });

      expect(gate).toMatchObject({
        value,
        ruleID,
        groupName,
        idType: 'userID',
        details: { reason: 'Recognized' },
      });
    },
  );

  it.each`
    rules                                         | because
    ${[mystery]}                                  | ${'its rule cannot be understood'}
    ${[unmatched, mystery]}                       | ${'a rule that is reached cannot be understood'}
    ${[mystery, passed]}                          | ${'no later rule is tried'}
    ${[spoiled]}                                  | ${'all conditions of a rule are looked at, also behind one that fails'}
    ${[rule('a', { conditions: [null] })]}        | ${'a condition is no object'}
    ${[rule('a', { conditions: [{}] })]}          | ${'a condition has no type'}
    ${[rule('a', { conditions: [{ type: 7 }] })]} | ${'a type is no text'}
    ${[rule('a', { conditions: ['123'] })]}       | ${'a condition is no object'}
  `('answers Unsupported: $because', ({ rules }: { rules: Json[] }) => {
    expect(gateWith({ rules })).toMatchObject({
      value: false,
      ruleID: '',
      groupName: null,
      idType: null,
      secondaryExposures: [],
      details: { reason: 'Unsupported' },
    });
  });

  it.each`
    rules                           | ruleID
    ${[passed, mystery]}            | ${'passed'}
    ${[missed, mystery]}            | ${'missed'}
    ${[unmatched, passed, spoiled]} | ${'passed'}
  `(
    'is decided by $ruleID before a rule it does not understand',
    ({ rules, ruleID }: { rules: Json[]; ruleID: string }) => {
      expect(gateWith({ rules })).toMatchObject({ ruleID, details: { reason: 'Recognized' } });
    },
  );

  it.each`
    fields                                     | ruleID        | value
    ${{ enabled: false, rules: [passed] }}     | ${'disabled'} | ${false}
    ${{ enabled: false, rules: [mystery] }}    | ${'disabled'} | ${false}
    ${{ enabled: false, defaultValue: true }}  | ${'disabled'} | ${false}
    ${{ enabled: undefined, rules: [passed] }} | ${'disabled'} | ${false}
    ${{ enabled: 0, rules: [passed] }}         | ${'disabled'} | ${false}
    ${{ enabled: 'false', rules: [passed] }}   | ${'passed'}   | ${true}
    ${{ defaultValue: true }}                  | ${'default'}  | ${false}
    ${{ defaultValue: true, rules: [missed] }} | ${'missed'}   | ${false}
  `(
    'answers $value by $ruleID with $fields',
    ({ fields, ruleID, value }: { fields: Json; ruleID: string; value: boolean }) => {
      expect(gateWith(fields)).toMatchObject({ ruleID, value, details: { reason: 'Recognized' } });
    },
  );
});

describe('the rules of a v1 config', () => {
  it.each`
    fields                                                                    | ruleID        | value                  | isUserInExperiment
    ${{}}                                                                     | ${'default'}  | ${{ from: 'default' }} | ${false}
    ${{ rules: [unmatched] }}                                                 | ${'default'}  | ${{ from: 'default' }} | ${false}
    ${{ rules: [passed] }}                                                    | ${'passed'}   | ${{ from: 'passed' }}  | ${false}
    ${{ rules: [missed] }}                                                    | ${'missed'}   | ${{ from: 'default' }} | ${false}
    ${{ rules: [mystery] }}                                                   | ${''}         | ${{}}                  | ${false}
    ${{ enabled: false, rules: [passed] }}                                    | ${'disabled'} | ${{ from: 'default' }} | ${false}
    ${{ rules: [rule('a', { isExperimentGroup: true })] }}                    | ${'a'}        | ${{ from: 'a' }}       | ${true}
    ${{ rules: [rule('a', { isExperimentGroup: true, passPercentage: 0 })] }} | ${'a'}        | ${{ from: 'default' }} | ${true}
    ${{ rules: [rule('a', { returnValue: [1] })] }}                           | ${'a'}        | ${{}}                  | ${false}
    ${{ rules: [rule('a', { returnValue: null })] }}                          | ${'a'}        | ${{}}                  | ${false}
    ${{ rules: [rule('a', { returnValue: true })] }}                          | ${'a'}        | ${{}}                  | ${false}
    ${{ rules: [rule('a', { returnValue: undefined })] }}                     | ${'a'}        | ${{}}                  | ${false}
    ${{ defaultValue: undefined }}                                            | ${'default'}  | ${{}}                  | ${false}
    ${{ defaultValue: 'text' }}                                               | ${'default'}  | ${{}}                  | ${false}
  `(
    'answers $value by $ruleID with $fields',
    ({
      fields,
      ruleID,
      value,
      isUserInExperiment,
    }: Record<'ruleID' | 'value' | 'isUserInExperiment', unknown> & { fields: Json }) => {
      const specs = specsOf({ dynamic_configs: [config('c', fields)] });

      const experiment = evaluateExperiment(specs, ada, 'c', { now });
      expect(experiment).toMatchObject({ ruleID, isUserInExperiment });
      expect(experiment.value).toEqual(value);

      const dynamicConfig = evaluateDynamicConfig(specs, ada, 'c', { now });
      expect(dynamicConfig).toMatchObject({ ruleID });
      expect(dynamicConfig.value).toEqual(value);
    },
  );

  it('reads parameters from the answer', () => {
    const rules = [rule('a', { returnValue: { title: 'Hello', size: 3 } })];
    const answer = evaluateDynamicConfig(specsOf({ dynamic_configs: [config('c', { rules })] }), ada, 'c', {
      now,
    });

    expect(answer.get('title', '')).toBe('Hello');
    expect(answer.get('size', 'none')).toBe('none');
  });
});
