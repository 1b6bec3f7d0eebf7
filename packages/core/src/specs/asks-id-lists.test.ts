import { describe, expect, it } from 'vitest';
import { asksIDLists } from './asks-id-lists.ts';
import type { CompiledSpecs } from './compiled.ts';
import { condition, gate, payload, rule } from './fixtures.test-support.ts';
import { readUpdate } from './update.ts';

function read(operators: readonly string[], previous?: CompiledSpecs): CompiledSpecs {
  const gates = operators.map((operator, i) =>
    gate(`g${i}`, { rules: [rule('r', { conditions: [condition('unit_id', { operator })] })] }),
  );
  const text = JSON.stringify(payload({ feature_gates: gates }));
  const result = readUpdate(text, { previous }).continue(Number.POSITIVE_INFINITY, () => 0);
  if (result === undefined || !result.ok) throw new Error('no specs');
  return result.value;
}

function asks(specs: CompiledSpecs, previous?: CompiledSpecs): boolean {
  const looking = asksIDLists(specs, previous);
  let step = looking.next();
  while (!step.done) step = looking.next();
  return step.value;
}

describe('asksIDLists', () => {
  it.each`
    operators                             | expected
    ${[]}                                 | ${false}
    ${['any', 'none']}                    | ${false}
    ${['any', 'in_segment_list']}         | ${true}
    ${['not_in_segment_list']}            | ${true}
    ${['in_segment_lis', 'segment_list']} | ${false}
    ${['in_in_segment_list']}             | ${true}
    ${['iiin_segment_listt']}             | ${true}
  `('is $expected of $operators', ({ operators, expected }: { operators: string[]; expected: boolean }) => {
    expect(asks(read(operators))).toBe(expected);
  });

  it('looks only at what changed', () => {
    const before = read(['any', 'any']);

    expect(asks(read(['any', 'in_segment_list'], before), before)).toBe(true);
    expect(asks(read(['none', 'any'], before), before)).toBe(false);
  });
});
