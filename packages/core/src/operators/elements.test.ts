import { describe, expect, it } from 'vitest';
import { legacy } from './legacy.test-support.ts';

interface Row {
  readonly value: unknown;
  readonly target: unknown;
  readonly any: boolean;
  readonly all: boolean;
}

const mixed = ['a', '1', 2, true] as const;

describe('array operators of a v1 payload', () => {
  it.each`
    value                     | target        | any      | all      | because
    ${['a']}                  | ${mixed}      | ${true}  | ${false} | ${'one is there'}
    ${[1]}                    | ${mixed}      | ${true}  | ${false} | ${'the number in a target counts as well'}
    ${['1']}                  | ${mixed}      | ${true}  | ${false} | ${'one is there'}
    ${[2]}                    | ${mixed}      | ${true}  | ${false} | ${'one is there'}
    ${[true]}                 | ${mixed}      | ${true}  | ${false} | ${'one is there'}
    ${['2']}                  | ${mixed}      | ${false} | ${false} | ${'a number target has no text'}
    ${['true']}               | ${mixed}      | ${false} | ${false} | ${'a boolean target has no text'}
    ${['A']}                  | ${mixed}      | ${false} | ${false} | ${'case counts'}
    ${['x', 'a']}             | ${mixed}      | ${true}  | ${false} | ${'one is there'}
    ${['a', '1', 2, true]}    | ${mixed}      | ${true}  | ${true}  | ${'all are there'}
    ${['x', true, 2, 1, 'a']} | ${mixed}      | ${true}  | ${true}  | ${'the order and the rest do not matter'}
    ${[]}                     | ${mixed}      | ${false} | ${false} | ${'none is there'}
    ${['1']}                  | ${[1]}        | ${false} | ${false} | ${'a number target has no text'}
    ${[1]}                    | ${['1abc']}   | ${true}  | ${true}  | ${'the number at its start counts'}
    ${[1]}                    | ${['1.5']}    | ${true}  | ${true}  | ${'its whole part counts'}
    ${[1.5]}                  | ${['1.5']}    | ${false} | ${false} | ${'only its whole part counts'}
    ${[1.5]}                  | ${[1.5]}      | ${true}  | ${true}  | ${'it is there'}
    ${['A']}                  | ${['A', 'a']} | ${true}  | ${false} | ${'case counts'}
    ${['a']}                  | ${['A', 'a']} | ${true}  | ${false} | ${'case counts'}
    ${[null]}                 | ${[null]}     | ${true}  | ${true}  | ${'null is an element'}
    ${[{}]}                   | ${[{}]}       | ${false} | ${false} | ${'two objects are two things'}
    ${['a']}                  | ${[]}         | ${false} | ${true}  | ${'there is nothing to find'}
    ${[]}                     | ${[]}         | ${false} | ${true}  | ${'there is nothing to find'}
  `('$value holds any of $target: $any, all: $all, since $because', ({ value, target, any, all }: Row) => {
    expect(legacy('array_contains_any', value, target)).toBe(any);
    expect(legacy('array_contains_none', value, target)).toBe(!any);
    expect(legacy('array_contains_all', value, target)).toBe(all);
    expect(legacy('not_array_contains_all', value, target)).toBe(!all);
  });

  describe.each([
    'array_contains_any',
    'array_contains_none',
    'array_contains_all',
    'not_array_contains_all',
  ])('%s', (operator) => {
    it.each([[undefined], [null], ['a'], [1], [true], [{ a: 1 }]])(
      'does not pass %j, which is no array',
      (value) => {
        expect(legacy(operator, value, ['a'])).toBe(false);
        expect(legacy(operator, value, [])).toBe(false);
      },
    );

    it.each([[undefined], [null], ['a'], [{ a: 1 }]])('passes nobody when the target is %j', (target) => {
      expect(legacy(operator, ['a'], target)).toBe(false);
    });
  });
});
