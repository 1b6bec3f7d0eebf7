import { describe, expect, it } from 'vitest';
import type { SecondaryExposure } from '../results/evaluation.ts';
import {
  ada,
  condition,
  gate,
  type Json,
  nobody,
  now,
  rule,
  specsOf,
  unsupported,
} from '../specs/fixtures.test-support.ts';
import { evaluateGate } from './evaluate.ts';

const pass = (name: string): Json => condition('pass_gate', { targetValue: name });
const fail = (name: string): Json => condition('fail_gate', { targetValue: name });
const multiPass = (...names: string[]): Json => condition('multi_pass_gate', { targetValue: names });
const multiFail = (...names: string[]): Json => condition('multi_fail_gate', { targetValue: names });

const gates = [
  gate('a', { rules: [rule('a1')] }),
  gate('b', { rules: [rule('b1', { conditions: [pass('a')] })] }),
  gate('c', { rules: [rule('c1', { conditions: [pass('b')] })] }),
  gate('shut', { rules: [rule('shut1', { passPercentage: 0 })] }),
  gate('off', { enabled: false, rules: [rule('off1', { conditions: [pass('a')] })] }),
  gate('segment:s', { rules: [rule('s1', { conditions: [pass('a')] })] }),
  gate('nameless', { rules: [rule('', { conditions: [] })] }),
];

/** Exposures as `gate=value:rule`, for short. */
const short = (exposures: readonly SecondaryExposure[]): string =>
  exposures.map(({ gate, gateValue, ruleID }) => `${gate}=${gateValue}:${ruleID}`).join(' ');

/** The exposures of a gate with these rules. */
function exposed(rules: readonly (readonly Json[])[], others: readonly Json[] = []): string {
  const asking = gate('asking', { rules: rules.map((conditions, i) => rule(`r${i}`, { conditions })) });
  const specs = specsOf({ feature_gates: [...gates, ...others, asking] });
  return short(evaluateGate(specs, ada, 'asking', { now }).secondaryExposures);
}

describe('secondary exposures of a v1 gate', () => {
  it.each`
    rules                                                  | exposures                          | because
    ${[[]]}                                                | ${''}                              | ${'no gate is asked'}
    ${[[pass('a')]]}                                       | ${'a=true:a1'}                     | ${'a gate that is asked is exposed'}
    ${[[fail('a')]]}                                       | ${'a=true:a1'}                     | ${'what counts is its own value'}
    ${[[pass('shut')]]}                                    | ${'shut=false:shut1'}              | ${'a gate that is shut was asked too'}
    ${[[pass('off')]]}                                     | ${'off=false:disabled'}            | ${'a disabled gate asks nobody'}
    ${[[pass('unknown')]]}                                 | ${'unknown=false:'}                | ${'an unknown gate was asked too'}
    ${[[fail('unknown')]]}                                 | ${'unknown=false:'}                | ${'an unknown gate was asked too'}
    ${[[condition('pass_gate')]]}                          | ${'null=false:'}                   | ${'a missing name has this text'}
    ${[[pass('nameless')]]}                                | ${'nameless=true:'}                | ${'its rule needs no ID'}
    ${[[pass('b')]]}                                       | ${'a=true:a1 b=true:b1'}           | ${'what a gate asked comes before it'}
    ${[[pass('c')]]}                                       | ${'a=true:a1 b=true:b1 c=true:c1'} | ${'what a gate asked comes before it'}
    ${[[multiPass('b')]]}                                  | ${'b=true:b1 a=true:a1'}           | ${'here it comes after it'}
    ${[[multiPass('shut', 'a', 'b')]]}                     | ${'shut=false:shut1 a=true:a1'}    | ${'no gate is asked behind the one that decides'}
    ${[[multiFail('a', 'shut', 'b')]]}                     | ${'a=true:a1 shut=false:shut1'}    | ${'no gate is asked behind the one that decides'}
    ${[[multiPass('unknown')]]}                            | ${'unknown=false:'}                | ${'an unknown gate was asked too'}
    ${[[pass('shut'), pass('a')]]}                         | ${'shut=false:shut1 a=true:a1'}    | ${'every condition of a rule is asked'}
    ${[[nobody, pass('a')]]}                               | ${'a=true:a1'}                     | ${'every condition of a rule is asked'}
    ${[[pass('shut')], [pass('a')]]}                       | ${'shut=false:shut1 a=true:a1'}    | ${'those of rules that do not match stay'}
    ${[[pass('a')], [pass('shut')]]}                       | ${'a=true:a1'}                     | ${'no rule is asked behind the one that matches'}
    ${[[pass('a'), pass('a')]]}                            | ${'a=true:a1'}                     | ${'each answer is exposed once'}
    ${[[pass('b'), pass('a')]]}                            | ${'a=true:a1 b=true:b1'}           | ${'each answer is exposed once, where it came first'}
    ${[[pass('a'), multiPass('b')]]}                       | ${'a=true:a1 b=true:b1'}           | ${'each answer is exposed once, where it came first'}
    ${[[pass('a'), fail('a')], [pass('b')]]}               | ${'a=true:a1 b=true:b1'}           | ${'each answer is exposed once, across rules'}
    ${[[pass('segment:s')]]}                               | ${'a=true:a1'}                     | ${'a segment hides itself, not what it asked'}
    ${[[multiPass('segment:s')]]}                          | ${'a=true:a1'}                     | ${'a segment hides itself, not what it asked'}
    ${[[pass('segment:unknown')]]}                         | ${''}                              | ${'an unknown segment is hidden too'}
    ${[[pass('b'), pass('a'), pass('segment:s'), nobody]]} | ${'a=true:a1 b=true:b1'}           | ${'those of rules that do not match stay'}
  `('are "$exposures": $because', ({ rules, exposures }: { rules: Json[][]; exposures: string }) => {
    expect(exposed(rules)).toBe(exposures);
  });

  it('are none when a gate is not supported', () => {
    const odd = gate('odd', { rules: [rule('o1', { conditions: [pass('a'), unsupported] })] });

    expect(exposed([[pass('a'), pass('odd')]], [odd])).toBe('');
    expect(exposed([[pass('a'), multiPass('odd')]], [odd])).toBe('');
    expect(exposed([[pass('shut')], [pass('a'), unsupported]])).toBe('');
  });

  it('belong to one evaluation: asking again gives the same', () => {
    const asking = gate('asking', { rules: [rule('r', { conditions: [pass('b'), pass('shut')] })] });
    const specs = specsOf({ feature_gates: [...gates, asking] });
    const exposures = (): string => short(evaluateGate(specs, ada, 'asking', { now }).secondaryExposures);

    expect([exposures(), exposures()]).toEqual(Array(2).fill('a=true:a1 b=true:b1 shut=false:shut1'));
  });

  it('follow the user when a gate answers differently', () => {
    const beta = gate('beta', {
      rules: [
        rule('in', {
          conditions: [condition('user_field', { field: 'plan', operator: 'any', targetValue: ['pro'] })],
        }),
      ],
    });
    const asking = gate('asking', { rules: [rule('r', { conditions: [pass('beta')] })] });
    const specs = specsOf({ feature_gates: [beta, asking] });
    const exposures = (plan: string): string =>
      short(evaluateGate(specs, { userID: 'ada', custom: { plan } }, 'asking', { now }).secondaryExposures);

    expect(exposures('pro')).toBe('beta=true:in');
    expect(exposures('free')).toBe('beta=false:default');
    expect(exposures('pro')).toBe('beta=true:in');
  });
});
