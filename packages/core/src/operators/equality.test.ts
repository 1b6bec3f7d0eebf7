import { describe, expect, it } from 'vitest';
import { legacy, type OperatorRow } from './legacy.test-support.ts';

describe('equality of a v1 payload', () => {
  it.each`
    value         | target        | passes   | because
    ${'a'}        | ${'a'}        | ${true}  | ${'they are the same'}
    ${'A'}        | ${'a'}        | ${false} | ${'case counts'}
    ${'1'}        | ${1}          | ${true}  | ${'a text is compared as a number'}
    ${1}          | ${'1'}        | ${true}  | ${'a text is compared as a number'}
    ${' 1 '}      | ${1}          | ${true}  | ${'a text is compared as a number'}
    ${true}       | ${1}          | ${true}  | ${'a boolean is compared as a number'}
    ${true}       | ${'1'}        | ${true}  | ${'a boolean is compared as a number'}
    ${1}          | ${true}       | ${true}  | ${'a boolean is compared as a number'}
    ${'1'}        | ${true}       | ${true}  | ${'a boolean is compared as a number'}
    ${'true'}     | ${true}       | ${false} | ${'a boolean is compared as a number'}
    ${true}       | ${true}       | ${true}  | ${'they are the same'}
    ${0}          | ${false}      | ${true}  | ${'both are zero'}
    ${''}         | ${false}      | ${true}  | ${'both are zero'}
    ${''}         | ${0}          | ${true}  | ${'both are zero'}
    ${false}      | ${0}          | ${true}  | ${'both are zero'}
    ${0}          | ${''}         | ${true}  | ${'both are zero'}
    ${false}      | ${''}         | ${true}  | ${'both are zero'}
    ${undefined}  | ${null}       | ${true}  | ${'nothing is nothing'}
    ${null}       | ${null}       | ${true}  | ${'nothing is nothing'}
    ${undefined}  | ${undefined}  | ${true}  | ${'nothing is nothing'}
    ${null}       | ${undefined}  | ${true}  | ${'nothing is nothing'}
    ${''}         | ${null}       | ${false} | ${'nothing equals nothing but itself'}
    ${0}          | ${null}       | ${false} | ${'nothing equals nothing but itself'}
    ${'null'}     | ${null}       | ${false} | ${'nothing equals nothing but itself'}
    ${undefined}  | ${'a'}        | ${false} | ${'nothing equals nothing but itself'}
    ${null}       | ${'a'}        | ${false} | ${'nothing equals nothing but itself'}
    ${undefined}  | ${0}          | ${false} | ${'nothing equals nothing but itself'}
    ${undefined}  | ${false}      | ${false} | ${'nothing equals nothing but itself'}
    ${['a']}      | ${'a'}        | ${true}  | ${'an array is compared as text'}
    ${'a'}        | ${['a']}      | ${true}  | ${'an array is compared as text'}
    ${['a']}      | ${['a']}      | ${false} | ${'two arrays are two things'}
    ${{ a: 'b' }} | ${{ a: 'b' }} | ${false} | ${'two objects are two things'}
    ${Number.NaN} | ${1}          | ${false} | ${'NaN equals nothing'}
  `(
    '$value equals $target: $passes, since $because',
    ({ value, target, passes }: Omit<OperatorRow, 'operator'>) => {
      expect(legacy('eq', value, target)).toBe(passes);
      expect(legacy('neq', value, target)).toBe(!passes);
    },
  );
});
