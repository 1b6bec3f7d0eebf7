import { describe, expect, it } from 'vitest';
import { legacy, type OperatorRow } from './legacy.test-support.ts';

type Row = Omit<OperatorRow, 'operator'>;

/** 2023-11-14T22:13:20Z. */
const target = 1_700_000_000_000;

describe('points in time of a v1 payload', () => {
  it.each`
    value                          | order        | because
    ${target - 1}                  | ${'before'}  | ${'it is a millisecond earlier'}
    ${target}                      | ${'neither'} | ${'it is the same millisecond'}
    ${target + 1}                  | ${'after'}   | ${'it is a millisecond later'}
    ${1_699_999_999}               | ${'before'}  | ${'small numbers are seconds'}
    ${1_700_000_000}               | ${'neither'} | ${'small numbers are seconds'}
    ${1_700_000_001}               | ${'after'}   | ${'small numbers are seconds'}
    ${9_999_999_999}               | ${'after'}   | ${'it is the last number that is seconds'}
    ${10_000_000_000}              | ${'before'}  | ${'it is the first number that is milliseconds'}
    ${0}                           | ${'before'}  | ${'it is the epoch'}
    ${-1}                          | ${'before'}  | ${'it is a second before the epoch'}
    ${'1699999999'}                | ${'before'}  | ${'a text may be a number of seconds'}
    ${'1699999999999'}             | ${'before'}  | ${'a text may be a number of milliseconds'}
    ${'1700000000.5'}              | ${'after'}   | ${'half a second later'}
    ${'2023-11-14T22:13:19Z'}      | ${'before'}  | ${'a text may be a date'}
    ${'2023-11-14T22:13:19.999Z'}  | ${'before'}  | ${'a text may be a date'}
    ${'2023-11-14T22:13:20.001Z'}  | ${'after'}   | ${'a text may be a date'}
    ${'2023-11-14T22:13:19+00:00'} | ${'before'}  | ${'a date may have an offset'}
    ${'2023-11-14T17:13:20-05:00'} | ${'neither'} | ${'a date may have an offset'}
    ${'2023-11-14'}                | ${'before'}  | ${'a day begins at midnight UTC'}
    ${'2023-11-15'}                | ${'after'}   | ${'a day begins at midnight UTC'}
    ${'Nov 12, 2023'}              | ${'before'}  | ${'a date may have any form that JavaScript reads'}
    ${'2023/11/12'}                | ${'before'}  | ${'a date may have any form that JavaScript reads'}
    ${''}                          | ${'before'}  | ${'an empty text is zero'}
    ${true}                        | ${'before'}  | ${'true is the first second'}
    ${[target - 1]}                | ${'before'}  | ${'an array of one counts as its element'}
    ${1e20}                        | ${'neither'} | ${'no date is so late'}
    ${'abc'}                       | ${'neither'} | ${'it is no date'}
    ${{}}                          | ${'neither'} | ${'it is no date'}
    ${undefined}                   | ${'neither'} | ${'there is no value'}
    ${null}                        | ${'neither'} | ${'there is no value'}
  `('$value is $order: $because', ({ value, order }: { readonly value: unknown; readonly order: string }) => {
    expect(legacy('before', value, target)).toBe(order === 'before');
    expect(legacy('after', value, target)).toBe(order === 'after');
  });

  it.each`
    value        | target                    | passes   | because
    ${target}    | ${1_700_000_001}          | ${true}  | ${'small numbers are seconds'}
    ${target}    | ${1_700_000_000}          | ${false} | ${'small numbers are seconds'}
    ${target}    | ${'1700000001'}           | ${true}  | ${'a text may be a number of seconds'}
    ${target}    | ${'2023-11-14T22:13:21Z'} | ${true}  | ${'a text may be a date'}
    ${target}    | ${'2023-11-14'}           | ${false} | ${'a day begins at midnight UTC'}
    ${target}    | ${'abc'}                  | ${false} | ${'it is no date'}
    ${target}    | ${null}                   | ${false} | ${'there is no target'}
    ${target}    | ${undefined}              | ${false} | ${'there is no target'}
    ${undefined} | ${undefined}              | ${false} | ${'there is neither'}
  `('before reads the target $target like a value: $because', ({ value, target: other, passes }: Row) => {
    expect(legacy('before', value, other)).toBe(passes);
  });

  // The legacy SDK compares days of the host's time zone. Days are UTC's here, whatever TZ says: the first and the last
  // millisecond of a UTC day lie on two days everywhere else.
  it.each`
    value                         | target          | passes
    ${'2023-11-14T00:00:00.000Z'} | ${target}       | ${true}
    ${'2023-11-14T23:59:59.999Z'} | ${target}       | ${true}
    ${'2023-11-14T23:59:59.999Z'} | ${'2023-11-14'} | ${true}
    ${'2023-11-13T23:59:59.999Z'} | ${target}       | ${false}
    ${'2023-11-15T00:00:00.000Z'} | ${target}       | ${false}
    ${1_700_000_000}              | ${'2023-11-14'} | ${true}
    ${-1}                         | ${1}            | ${false}
    ${'1969-12-31T00:00:00Z'}     | ${-1}           | ${true}
    ${'abc'}                      | ${'abc'}        | ${false}
    ${undefined}                  | ${target}       | ${false}
    ${null}                       | ${null}         | ${false}
    ${undefined}                  | ${undefined}    | ${false}
  `('$value is on the UTC day of $target: $passes', ({ value, target: other, passes }: Row) => {
    expect(legacy('on', value, other)).toBe(passes);
  });
});
