import { describe, expect, it } from 'vitest';
import { ask, condition, gate, type Json, rule, unsupported } from '../specs/fixtures.test-support.ts';

const gates = [
  gate('open', { rules: [rule('everybody')] }),
  gate('shut', { rules: [rule('nobody', { passPercentage: 0 })] }),
  gate('empty'),
  gate('off', { enabled: false, rules: [rule('everybody')] }),
  gate('null', { rules: [rule('everybody')] }),
  gate('7', { rules: [rule('everybody')] }),
  gate('odd', { rules: [rule('mystery', { conditions: [unsupported] })] }),
  gate('wrapped', {
    rules: [rule('inner', { conditions: [condition('pass_gate', { targetValue: 'odd' })] })],
  }),
];
const payload: Json = { feature_gates: gates };

interface Row {
  readonly type: string;
  readonly target: unknown;
  readonly value: boolean;
}

describe('conditions that ask one gate', () => {
  it.each`
    type           | target        | value    | because
    ${'pass_gate'} | ${'open'}     | ${true}  | ${'the gate is open'}
    ${'fail_gate'} | ${'open'}     | ${false} | ${'the gate is open'}
    ${'pass_gate'} | ${'shut'}     | ${false} | ${'its rule lets nobody pass'}
    ${'fail_gate'} | ${'shut'}     | ${true}  | ${'its rule lets nobody pass'}
    ${'pass_gate'} | ${'empty'}    | ${false} | ${'it has no rules'}
    ${'fail_gate'} | ${'empty'}    | ${true}  | ${'it has no rules'}
    ${'pass_gate'} | ${'off'}      | ${false} | ${'it is disabled'}
    ${'fail_gate'} | ${'off'}      | ${true}  | ${'it is disabled'}
    ${'pass_gate'} | ${'unknown'}  | ${false} | ${'there is no such gate'}
    ${'fail_gate'} | ${'unknown'}  | ${true}  | ${'there is no such gate'}
    ${'pass_gate'} | ${null}       | ${true}  | ${'a target counts as text'}
    ${'pass_gate'} | ${7}          | ${true}  | ${'a target counts as text'}
    ${'pass_gate'} | ${undefined}  | ${false} | ${'there is no such gate'}
    ${'fail_gate'} | ${undefined}  | ${true}  | ${'there is no such gate'}
    ${'PASS_GATE'} | ${'open'}     | ${true}  | ${'case is ignored'}
    ${'Fail_Gate'} | ${'open'}     | ${false} | ${'case is ignored'}
    ${'pass_gate'} | ${'toString'} | ${false} | ${'there is no such gate'}
  `('$type of $target is $value: $because', ({ type, target, value }: Row) => {
    expect(ask(condition(type, { targetValue: target }), { payload }).value).toBe(value);
    expect(ask(condition(type, { targetValue: target, operator: 'no_such' }), { payload }).value).toBe(value);
  });
});

describe('conditions that ask several gates', () => {
  it.each`
    type                 | target               | value    | because
    ${'multi_pass_gate'} | ${['open']}          | ${true}  | ${'one passes'}
    ${'multi_pass_gate'} | ${['shut', 'open']}  | ${true}  | ${'one passes'}
    ${'multi_pass_gate'} | ${['shut', 'empty']} | ${false} | ${'none passes'}
    ${'multi_pass_gate'} | ${['unknown']}       | ${false} | ${'none passes'}
    ${'multi_pass_gate'} | ${[]}                | ${false} | ${'none passes'}
    ${'multi_pass_gate'} | ${[7]}               | ${true}  | ${'names count as text'}
    ${'multi_fail_gate'} | ${['open']}          | ${false} | ${'none fails'}
    ${'multi_fail_gate'} | ${['open', 'shut']}  | ${true}  | ${'one fails'}
    ${'multi_fail_gate'} | ${['unknown']}       | ${true}  | ${'one fails'}
    ${'multi_fail_gate'} | ${[]}                | ${false} | ${'none fails'}
    ${'MULTI_FAIL_GATE'} | ${['open', 'shut']}  | ${true}  | ${'case is ignored'}
    ${'MULTI_PASS_GATE'} | ${['open']}          | ${false} | ${'the legacy SDK reads any other spelling as multi_fail_gate'}
    ${'Multi_Pass_Gate'} | ${['shut']}          | ${true}  | ${'the legacy SDK reads any other spelling as multi_fail_gate'}
  `('$type of $target is $value: $because', ({ type, target, value }: Row) => {
    expect(ask(condition(type, { targetValue: target }), { payload }).value).toBe(value);
  });
});

describe('a gate that is not supported', () => {
  it.each`
    type                 | target                 | because
    ${'pass_gate'}       | ${'odd'}               | ${'it is asked'}
    ${'fail_gate'}       | ${'odd'}               | ${'it is asked'}
    ${'pass_gate'}       | ${'wrapped'}           | ${'it is asked by a gate that is asked'}
    ${'multi_pass_gate'} | ${['odd']}             | ${'it is asked'}
    ${'multi_pass_gate'} | ${['shut', 'odd']}     | ${'it is asked'}
    ${'multi_fail_gate'} | ${['odd', 'shut']}     | ${'it is asked'}
    ${'multi_pass_gate'} | ${['shut', 'wrapped']} | ${'it is asked by a gate that is asked'}
  `('makes $type of $target unsupported: $because', ({ type, target }: Row) => {
    expect(ask(condition(type, { targetValue: target }), { payload })).toMatchObject({
      value: false,
      ruleID: '',
      secondaryExposures: [],
      details: { reason: 'Unsupported' },
    });
  });

  it.each`
    type                 | target             | value
    ${'multi_pass_gate'} | ${['open', 'odd']} | ${true}
    ${'multi_fail_gate'} | ${['shut', 'odd']} | ${true}
  `('is not asked by $type of $target, which has its answer', ({ type, target, value }: Row) => {
    expect(ask(condition(type, { targetValue: target }), { payload })).toMatchObject({
      value,
      details: { reason: 'Recognized' },
    });
  });
});
