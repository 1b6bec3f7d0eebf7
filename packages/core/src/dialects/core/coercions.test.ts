import { describe, expect, it } from 'vitest';
import { passesCore } from '../../specs/core-fixtures.test-support.ts';

interface Row {
  readonly operator: string;
  readonly value: unknown;
  readonly target: unknown;
  readonly passes: boolean;
}

describe('numbers of a v2 payload', () => {
  it.each`
    operator | value          | target       | passes   | because
    ${'gt'}  | ${6}           | ${5}         | ${true}  | ${'it is greater'}
    ${'gt'}  | ${'6'}         | ${5}         | ${true}  | ${'a text that is a number counts'}
    ${'gt'}  | ${'1e1'}       | ${5}         | ${true}  | ${'exponents may be written'}
    ${'gt'}  | ${'Infinity'}  | ${5}         | ${true}  | ${'infinity may be written'}
    ${'gt'}  | ${'inf'}       | ${5}         | ${true}  | ${"so it may in Rust's short form"}
    ${'lt'}  | ${'-infinity'} | ${5}         | ${true}  | ${'infinity may be written'}
    ${'gt'}  | ${'+6.'}       | ${5}         | ${true}  | ${'Rust reads a sign and a bare point'}
    ${'gt'}  | ${6}           | ${'5'}       | ${true}  | ${'so does a target'}
    ${'lt'}  | ${4}           | ${'5'}       | ${true}  | ${'so does a target'}
    ${'gt'}  | ${5}           | ${5}         | ${false} | ${'it is equal'}
    ${'gte'} | ${5}           | ${5}         | ${true}  | ${'it is equal'}
    ${'lt'}  | ${5}           | ${5}         | ${false} | ${'it is equal'}
    ${'lte'} | ${5}           | ${5}         | ${true}  | ${'it is equal'}
    ${'gt'}  | ${'abc'}       | ${5}         | ${false} | ${'it is no number'}
    ${'gt'}  | ${'6abc'}      | ${5}         | ${false} | ${'it is none as a whole'}
    ${'gt'}  | ${' 6 '}       | ${5}         | ${false} | ${'spaces are no part of a number'}
    ${'gt'}  | ${'0x10'}      | ${5}         | ${false} | ${'it is written in decimal only'}
    ${'gt'}  | ${[6]}         | ${5}         | ${false} | ${'a list is no number'}
    ${'gt'}  | ${true}        | ${0}         | ${false} | ${'a boolean is no number'}
    ${'gt'}  | ${{}}          | ${0}         | ${false} | ${'an object is no number'}
    ${'gt'}  | ${null}        | ${-1}        | ${false} | ${'null is no number'}
    ${'gt'}  | ${undefined}   | ${-1}        | ${false} | ${'there is none'}
    ${'lt'}  | ${''}          | ${5}         | ${false} | ${'an empty text is no number'}
    ${'lt'}  | ${false}       | ${5}         | ${false} | ${'a boolean is no number'}
    ${'gte'} | ${''}          | ${0}         | ${false} | ${'an empty text is no number'}
    ${'gt'}  | ${6}           | ${''}        | ${false} | ${'the target is no number'}
    ${'gt'}  | ${6}           | ${true}      | ${false} | ${'the target is no number'}
    ${'gt'}  | ${6}           | ${[5]}       | ${false} | ${'the target is no number'}
    ${'gt'}  | ${6}           | ${null}      | ${false} | ${'the target is no number'}
    ${'gt'}  | ${6}           | ${undefined} | ${false} | ${'there is no target'}
    ${'gt'}  | ${6}           | ${'abc'}     | ${false} | ${'the target is no number'}
  `('$value $operator $target: $passes, since $because', ({ operator, value, target, passes }: Row) => {
    expect(passesCore(operator, { value, target })).toBe(passes);
  });
});

describe('versions of a v2 payload', () => {
  it.each`
    operator         | value                     | target         | passes   | because
    ${'version_eq'}  | ${'1.2'}                  | ${'1.2.0.0.0'} | ${true}  | ${'missing parts are zero'}
    ${'version_eq'}  | ${'1.2.3-beta'}           | ${'1.2.3'}     | ${true}  | ${'what follows a hyphen is ignored'}
    ${'version_gt'}  | ${'1.10'}                 | ${'1.9'}       | ${true}  | ${'parts are numbers'}
    ${'version_eq'}  | ${' 1.2 '}                | ${'1.2'}       | ${true}  | ${'spaces around a part are ignored'}
    ${'version_eq'}  | ${'01.2'}                 | ${'1.2'}       | ${true}  | ${'leading zeros are ignored'}
    ${'version_neq'} | ${'v1.2'}                 | ${'1.2'}       | ${false} | ${'a part is no number'}
    ${'version_gt'}  | ${'1.2.x'}                | ${'1.2'}       | ${false} | ${'a part is no number'}
    ${'version_neq'} | ${'1.2+build'}            | ${'1.2'}       | ${false} | ${'a part is no number'}
    ${'version_neq'} | ${''}                     | ${'1.2'}       | ${false} | ${'it is empty'}
    ${'version_neq'} | ${'-beta'}                | ${'1.2'}       | ${false} | ${'it is empty before the hyphen'}
    ${'version_gt'}  | ${'1.3.x'}                | ${'1.2'}       | ${true}  | ${'the bad part is not reached'}
    ${'version_neq'} | ${'2.x'}                  | ${'1.2'}       | ${true}  | ${'the bad part is not reached'}
    ${'version_gt'}  | ${'99999999999999999999'} | ${'1'}         | ${true}  | ${'parts may be large'}
    ${'version_eq'}  | ${'1..2'}                 | ${'1.0.2'}     | ${false} | ${'an empty part is no number'}
    ${'version_eq'}  | ${'1.'}                   | ${'1'}         | ${false} | ${'an empty part is no number'}
    ${'version_eq'}  | ${'1e1'}                  | ${'10'}        | ${false} | ${'parts are whole'}
    ${'version_eq'}  | ${'0x10'}                 | ${'16'}        | ${false} | ${'parts are decimal'}
    ${'version_eq'}  | ${'1.-2'}                 | ${'1'}         | ${false} | ${'an empty part is no number'}
    ${'version_gt'}  | ${2}                      | ${'1.2'}       | ${true}  | ${'a number counts as text'}
    ${'version_eq'}  | ${1.2}                    | ${'1.2'}       | ${true}  | ${'a number counts as text'}
    ${'version_neq'} | ${1.2}                    | ${'1.2'}       | ${false} | ${'a number counts as text'}
    ${'version_eq'}  | ${'2'}                    | ${2}           | ${false} | ${'a target is a text'}
    ${'version_eq'}  | ${2}                      | ${2}           | ${false} | ${'a target is a text'}
    ${'version_neq'} | ${undefined}              | ${'1'}         | ${false} | ${'there is none'}
    ${'version_neq'} | ${null}                   | ${'1'}         | ${false} | ${'there is none'}
    ${'version_lt'}  | ${'1.1'}                  | ${'1.2'}       | ${true}  | ${'it is below'}
    ${'version_lte'} | ${'1.2'}                  | ${'1.2'}       | ${true}  | ${'it is equal'}
    ${'version_gte'} | ${'1.2'}                  | ${'1.2'}       | ${true}  | ${'it is equal'}
  `('$value $operator $target: $passes, since $because', ({ operator, value, target, passes }: Row) => {
    expect(passesCore(operator, { value, target })).toBe(passes);
  });
});

describe('equality of a v2 payload', () => {
  it.each`
    value              | target        | passes   | because
    ${'a'}             | ${'a'}        | ${true}  | ${'they are the same'}
    ${'A'}             | ${'a'}        | ${false} | ${'case counts'}
    ${undefined}       | ${'a'}        | ${false} | ${'nothing is no text'}
    ${'1'}             | ${1}          | ${true}  | ${'a text that is a number counts'}
    ${1}               | ${'1'}        | ${true}  | ${'a number has a text'}
    ${true}            | ${1}          | ${false} | ${'a boolean is no number'}
    ${true}            | ${'1'}        | ${false} | ${'its text is true'}
    ${true}            | ${'true'}     | ${true}  | ${'its text is true'}
    ${1}               | ${true}       | ${false} | ${'only a boolean equals one'}
    ${'true'}          | ${true}       | ${false} | ${'only a boolean equals one'}
    ${true}            | ${true}       | ${true}  | ${'they are the same'}
    ${0}               | ${false}      | ${false} | ${'only a boolean equals one'}
    ${''}              | ${0}          | ${false} | ${'an empty text is no number'}
    ${false}           | ${''}         | ${false} | ${'its text is false'}
    ${undefined}       | ${null}       | ${true}  | ${'nothing is nothing'}
    ${null}            | ${null}       | ${true}  | ${'nothing is nothing'}
    ${undefined}       | ${undefined}  | ${true}  | ${'a missing target is null'}
    ${''}              | ${null}       | ${false} | ${'an empty text is something'}
    ${0}               | ${null}       | ${false} | ${'zero is something'}
    ${'null'}          | ${null}       | ${false} | ${'a text is something'}
    ${['a']}           | ${['a']}      | ${true}  | ${'lists of the same texts are equal'}
    ${['a', 1]}        | ${['a', '1']} | ${true}  | ${'elements are compared as text'}
    ${['b', 'a']}      | ${['a', 'b']} | ${false} | ${'their order counts'}
    ${['a']}           | ${['a', 'b']} | ${false} | ${'their length counts'}
    ${'a'}             | ${['a']}      | ${false} | ${'a text is no list'}
    ${['a']}           | ${'a'}        | ${false} | ${'a list is no text'}
    ${['a']}           | ${'["a"]'}    | ${true}  | ${'its JSON is its text'}
    ${{ a: 'b' }}      | ${{ a: 'b' }} | ${true}  | ${'objects of the same fields are equal'}
    ${{ a: 1 }}        | ${{ a: '1' }} | ${true}  | ${'fields are compared as text'}
    ${{ a: 'b' }}      | ${{ a: 'c' }} | ${false} | ${'their values count'}
    ${{ a: 'b' }}      | ${{ b: 'b' }} | ${false} | ${'their names count'}
    ${{ a: 'b' }}      | ${{}}         | ${false} | ${'their number counts'}
    ${'a'}             | ${{ a: 'b' }} | ${false} | ${'a text is no object'}
    ${{ toString: 1 }} | ${{ a: 1 }}   | ${false} | ${'only own fields count'}
  `('$value equals $target: $passes, since $because', ({ value, target, passes }: Row) => {
    expect(passesCore('eq', { value, target })).toBe(passes);
    expect(passesCore('neq', { value, target })).toBe(!passes);
  });
});
