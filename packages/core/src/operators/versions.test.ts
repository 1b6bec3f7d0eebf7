import { describe, expect, it } from 'vitest';
import { legacy, type OperatorRow } from './legacy.test-support.ts';

const operators = [
  'version_gt',
  'version_gte',
  'version_lt',
  'version_lte',
  'version_eq',
  'version_neq',
] as const;

/** Which operators pass, when the value is below, equal to or above the target. */
const passing = {
  below: ['version_lt', 'version_lte', 'version_neq'],
  equal: ['version_gte', 'version_lte', 'version_eq'],
  above: ['version_gt', 'version_gte', 'version_neq'],
  neither: [],
} as const;

describe('versions of a v1 payload', () => {
  it.each`
    value                     | order        | target          | because
    ${'1.2'}                  | ${'equal'}   | ${'1.2'}        | ${'they are the same'}
    ${'1.2'}                  | ${'equal'}   | ${'1.2.0.0.0'}  | ${'missing parts are zero'}
    ${'1.2.0'}                | ${'equal'}   | ${'1.2'}        | ${'missing parts are zero'}
    ${'1.2.3-beta'}           | ${'equal'}   | ${'1.2.3'}      | ${'what follows a hyphen is ignored'}
    ${'1.2.3'}                | ${'equal'}   | ${'1.2.3-rc-1'} | ${'what follows a hyphen is ignored'}
    ${'1.10'}                 | ${'above'}   | ${'1.9'}        | ${'parts are numbers'}
    ${'1.9'}                  | ${'below'}   | ${'1.10'}       | ${'parts are numbers'}
    ${'2'}                    | ${'above'}   | ${'1.99.99'}    | ${'the first difference decides'}
    ${'0.9'}                  | ${'below'}   | ${'1'}          | ${'the first difference decides'}
    ${'99999999999999999999'} | ${'above'}   | ${'1'}          | ${'parts may be long'}
    ${' 1.2 '}                | ${'equal'}   | ${'1.2'}        | ${'spaces are ignored'}
    ${'01.2'}                 | ${'equal'}   | ${'1.2'}        | ${'zeros in front are ignored'}
    ${'1..2'}                 | ${'equal'}   | ${'1.0.2'}      | ${'an empty part is zero'}
    ${'1.'}                   | ${'equal'}   | ${'1'}          | ${'an empty part is zero'}
    ${'1.-2'}                 | ${'equal'}   | ${'1'}          | ${'the hyphen comes first'}
    ${'1e1'}                  | ${'equal'}   | ${'10'}         | ${"a part is a number by JavaScript's rules"}
    ${'0x10'}                 | ${'equal'}   | ${'16'}         | ${"a part is a number by JavaScript's rules"}
    ${'1.3.x'}                | ${'above'}   | ${'1.2'}        | ${'the bad part is not reached'}
    ${'2.x'}                  | ${'above'}   | ${'1.2'}        | ${'the bad part is not reached'}
    ${'1.2.x'}                | ${'neither'} | ${'1.2'}        | ${'the bad part is reached'}
    ${'1.2'}                  | ${'neither'} | ${'1.2.x'}      | ${'the bad part is reached'}
    ${'v1.2'}                 | ${'neither'} | ${'1.2'}        | ${'the first part is no number'}
    ${'1.2+build'}            | ${'neither'} | ${'1.2'}        | ${'a plus is no hyphen'}
    ${'abc'}                  | ${'neither'} | ${'1'}          | ${'it is no version'}
    ${''}                     | ${'neither'} | ${'1.2'}        | ${'it is empty'}
    ${'-beta'}                | ${'neither'} | ${'1.2'}        | ${'it is empty before the hyphen'}
    ${'1.2'}                  | ${'neither'} | ${''}           | ${'the target is empty'}
    ${'1.2'}                  | ${'neither'} | ${'-beta'}      | ${'the target is empty before the hyphen'}
    ${2}                      | ${'neither'} | ${'1.2'}        | ${'a number is no version'}
    ${1.2}                    | ${'neither'} | ${'1.2'}        | ${'a number is no version'}
    ${['1.2']}                | ${'neither'} | ${'1.2'}        | ${'an array is no version'}
    ${undefined}              | ${'neither'} | ${'1'}          | ${'there is no value'}
    ${null}                   | ${'neither'} | ${'1'}          | ${'there is no value'}
    ${'2'}                    | ${'neither'} | ${2}            | ${'the target is no text'}
    ${2}                      | ${'neither'} | ${2}            | ${'the target is no text'}
    ${'1'}                    | ${'neither'} | ${undefined}    | ${'there is no target'}
    ${'1'}                    | ${'neither'} | ${['1']}        | ${'the target is no text'}
  `(
    '$value is $order to $target: $because',
    ({
      value,
      order,
      target,
    }: Omit<OperatorRow, 'operator' | 'passes'> & { readonly order: keyof typeof passing }) => {
      expect(operators.filter((operator) => legacy(operator, value, target))).toEqual(passing[order]);
    },
  );
});
