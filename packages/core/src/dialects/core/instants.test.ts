import { describe, expect, it } from 'vitest';
import { askCore, passesCore } from '../../specs/core-fixtures.test-support.ts';
import { condition, now } from '../../specs/fixtures.test-support.ts';

interface Row {
  readonly operator: string;
  readonly value: unknown;
  readonly target: unknown;
  readonly passes: boolean;
}

describe('values in time of a v2 payload', () => {
  it.each`
    value                          | passes   | because
    ${now - 1}                     | ${true}  | ${'it is before'}
    ${now}                         | ${false} | ${'it is the same'}
    ${now + 1}                     | ${false} | ${'it is after'}
    ${1_699_999_999}               | ${true}  | ${'smaller numbers are seconds'}
    ${'1699999999'}                | ${true}  | ${'so are smaller texts'}
    ${'1699999999999'}             | ${true}  | ${'larger texts are milliseconds'}
    ${0}                           | ${true}  | ${'it is 1970'}
    ${-1}                          | ${true}  | ${'it is 1969'}
    ${-9_999_999_999}              | ${true}  | ${'so do negative ones'}
    ${10_000_000_000}              | ${true}  | ${'it is the first that is milliseconds'}
    ${9_999_999_999}               | ${false} | ${'it is the last that is seconds, in 2286'}
    ${'abc'}                       | ${false} | ${'it is no point in time'}
    ${null}                        | ${false} | ${'there is none'}
    ${undefined}                   | ${false} | ${'there is none'}
    ${1_699_999_999.5}             | ${false} | ${'it is not whole'}
    ${'1700000000.5'}              | ${false} | ${'it is not whole'}
    ${''}                          | ${false} | ${'it is no point in time'}
    ${true}                        | ${false} | ${'it is no point in time'}
    ${[now - 1]}                   | ${false} | ${'it is no point in time'}
    ${'2023-11-14T22:13:19Z'}      | ${true}  | ${'it is a date with a zone'}
    ${'2023-11-14t22:13:19z'}      | ${true}  | ${'in any case'}
    ${'2023-11-14T22:13:20Z'}      | ${false} | ${'it is the same'}
    ${'2023-11-14 22:13:19'}       | ${true}  | ${'with a space it is in UTC'}
    ${'2023-11-14T22:13:19'}       | ${false} | ${'it has no zone'}
    ${'2023-11-14'}                | ${false} | ${'it has no time'}
    ${'Nov 14, 2023'}              | ${false} | ${'it is written otherwise'}
    ${'2023/11/14'}                | ${false} | ${'it is written otherwise'}
    ${'2023-11-14T22:13:19.999Z'}  | ${false} | ${'it is longer than 20 characters'}
    ${'2023-11-14T22:13:19+00:00'} | ${false} | ${'it is longer than 20 characters'}
    ${'2023-02-29T00:00:00Z'}      | ${false} | ${'there is no such day'}
    ${'2023-11-13T24:00:00Z'}      | ${false} | ${'there is no such hour'}
  `('$value is before: $passes, since $because', ({ value, passes }: Row) => {
    expect(passesCore('before', { value, target: now })).toBe(passes);
  });

  it.each`
    target                             | passes   | because
    ${now}                             | ${true}  | ${'it is after'}
    ${String(now)}                     | ${true}  | ${'it is after'}
    ${1_700_000_000}                   | ${false} | ${'a small target is not seconds but 1970'}
    ${'2023-11-14T22:13:20Z'}          | ${true}  | ${'it is a date with a zone'}
    ${'2023-11-14T22:13:20.000+00:00'} | ${true}  | ${'a target may be longer'}
    ${'2023-11-14 22:13:20'}           | ${true}  | ${'with a space it is in UTC'}
    ${'2023-11-14'}                    | ${false} | ${'it has no time'}
    ${null}                            | ${false} | ${'there is none'}
    ${undefined}                       | ${false} | ${'there is none'}
  `('a moment before is before $target: $passes, since $because', ({ target, passes }: Row) => {
    expect(passesCore('before', { value: now - 1, target })).toBe(passes);
  });

  it.each`
    operator   | value                     | target  | passes   | because
    ${'after'} | ${now + 1}                | ${now}  | ${true}  | ${'it is after'}
    ${'after'} | ${now}                    | ${now}  | ${false} | ${'it is the same'}
    ${'on'}    | ${'2023-11-14T00:00:00Z'} | ${now}  | ${true}  | ${'it is the same day in UTC'}
    ${'on'}    | ${'2023-11-14T23:59:59Z'} | ${now}  | ${true}  | ${'it is the same day in UTC'}
    ${'on'}    | ${'2023-11-15T00:00:00Z'} | ${now}  | ${false} | ${'it is the next day'}
    ${'on'}    | ${'2023-11-13T23:59:59Z'} | ${now}  | ${false} | ${'it is the day before'}
    ${'on'}    | ${-1}                     | ${1}    | ${true}  | ${'days are cut towards 1970'}
    ${'on'}    | ${'2023-11-14'}           | ${now}  | ${false} | ${'it is no point in time'}
    ${'on'}    | ${now}                    | ${null} | ${false} | ${'there is no target'}
  `('$value is $operator $target: $passes, since $because', ({ operator, value, target, passes }: Row) => {
    expect(passesCore(operator, { value, target })).toBe(passes);
  });
});

describe('the current time of a v2 payload', () => {
  it.each`
    operator    | target        | passes   | because
    ${'before'} | ${now + 1}    | ${true}  | ${'it is a point in time'}
    ${'after'}  | ${now - 1}    | ${true}  | ${'it is a point in time'}
    ${'on'}     | ${now}        | ${true}  | ${'it is a point in time'}
    ${'gt'}     | ${1}          | ${false} | ${'it is no number'}
    ${'gte'}    | ${1}          | ${false} | ${'it is no number'}
    ${'lt'}     | ${now + 1}    | ${false} | ${'it is no number'}
    ${'lte'}    | ${now + 1}    | ${false} | ${'it is no number'}
    ${'any'}    | ${[`${now}`]} | ${false} | ${'it has no text'}
    ${'any'}    | ${['']}       | ${true}  | ${'it has no text'}
    ${'eq'}     | ${now}        | ${false} | ${'it is no number'}
  `('is $operator $target: $passes, since $because', ({ operator, target, passes }: Row) => {
    expect(askCore(condition('current_time', { operator, targetValue: target })).value).toBe(passes);
  });
});
