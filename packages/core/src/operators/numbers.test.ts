import { describe, expect, it } from 'vitest';
import { legacy, type OperatorRow } from './legacy.test-support.ts';

describe('numbers of a v1 payload', () => {
  it.each`
    operator | value                | target  | passes
    ${'gt'}  | ${6}                 | ${5}    | ${true}
    ${'gt'}  | ${5}                 | ${5}    | ${false}
    ${'gt'}  | ${4}                 | ${5}    | ${false}
    ${'gte'} | ${6}                 | ${5}    | ${true}
    ${'gte'} | ${5}                 | ${5}    | ${true}
    ${'gte'} | ${4}                 | ${5}    | ${false}
    ${'lt'}  | ${6}                 | ${5}    | ${false}
    ${'lt'}  | ${5}                 | ${5}    | ${false}
    ${'lt'}  | ${4}                 | ${5}    | ${true}
    ${'lte'} | ${6}                 | ${5}    | ${false}
    ${'lte'} | ${5}                 | ${5}    | ${true}
    ${'lte'} | ${4}                 | ${5}    | ${true}
    ${'gt'}  | ${-4.5}              | ${-5}   | ${true}
    ${'gt'}  | ${Infinity}          | ${5}    | ${true}
    ${'lt'}  | ${-Infinity}         | ${5}    | ${true}
    ${'gt'}  | ${9_007_199_254_741} | ${9}    | ${true}
    ${'gte'} | ${'6'}               | ${5}    | ${true}
    ${'gt'}  | ${'1e1'}             | ${5}    | ${true}
    ${'gt'}  | ${'Infinity'}        | ${5}    | ${true}
    ${'gt'}  | ${' 6 '}             | ${5}    | ${true}
    ${'gt'}  | ${'0x10'}            | ${5}    | ${true}
    ${'gt'}  | ${[6]}               | ${5}    | ${true}
    ${'gt'}  | ${6}                 | ${'5'}  | ${true}
    ${'lt'}  | ${4}                 | ${'5'}  | ${true}
    ${'gt'}  | ${6}                 | ${''}   | ${true}
    ${'gt'}  | ${6}                 | ${true} | ${true}
    ${'gt'}  | ${6}                 | ${[5]}  | ${true}
    ${'lt'}  | ${''}                | ${5}    | ${true}
    ${'lt'}  | ${false}             | ${5}    | ${true}
    ${'lt'}  | ${true}              | ${5}    | ${true}
    ${'lt'}  | ${[]}                | ${5}    | ${true}
    ${'gte'} | ${''}                | ${0}    | ${true}
    ${'gte'} | ${[]}                | ${0}    | ${true}
    ${'gte'} | ${false}             | ${0}    | ${true}
    ${'gt'}  | ${''}                | ${5}    | ${false}
    ${'gt'}  | ${true}              | ${5}    | ${false}
    ${'gt'}  | ${[]}                | ${5}    | ${false}
  `(
    '$operator: $value against $target is $passes, by its number',
    ({ operator, value, target, passes }: OperatorRow) => {
      expect(legacy(operator, value, target)).toBe(passes);
    },
  );

  describe.each(['gt', 'gte', 'lt', 'lte'])('%s', (operator) => {
    it.each([[undefined], [null], [Number.NaN], ['abc'], ['6abc'], ['1_000'], [{}], [[4, 6]]])(
      'never passes %j, which is no number',
      (value) => {
        expect(legacy(operator, value, 5)).toBe(false);
      },
    );

    it.each([[undefined], [null], ['abc'], [{}], [[4, 6]]])(
      'passes nobody when the target is %j',
      (target) => {
        expect(legacy(operator, 5, target)).toBe(false);
      },
    );
  });
});
