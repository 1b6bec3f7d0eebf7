import { describe, expect, it } from 'vitest';
import { passesCore } from '../../specs/core-fixtures.test-support.ts';
import { decimal } from './texts.ts';

interface Row {
  readonly operator: string;
  readonly value: unknown;
  readonly target: unknown;
  readonly passes: boolean;
}

const mixed = ['a', 'B', '1', 2, true];

describe('any and none of a v2 payload', () => {
  it.each`
    value         | target                    | passes   | because
    ${'a'}        | ${mixed}                  | ${true}  | ${'it is listed'}
    ${'A'}        | ${mixed}                  | ${true}  | ${'case is ignored'}
    ${'b'}        | ${mixed}                  | ${true}  | ${'case is ignored'}
    ${1}          | ${mixed}                  | ${true}  | ${'numbers have a text'}
    ${'2'}        | ${mixed}                  | ${true}  | ${'numbers have a text'}
    ${true}       | ${mixed}                  | ${true}  | ${'booleans have a text'}
    ${'TRUE'}     | ${mixed}                  | ${true}  | ${'booleans have a text'}
    ${' a'}       | ${mixed}                  | ${false} | ${'spaces count'}
    ${''}         | ${mixed}                  | ${false} | ${'it is not listed'}
    ${null}       | ${mixed}                  | ${false} | ${'the empty text is not listed'}
    ${undefined}  | ${mixed}                  | ${false} | ${'the empty text is not listed'}
    ${{}}         | ${mixed}                  | ${false} | ${'the empty text is not listed'}
    ${['a', 'b']} | ${mixed}                  | ${false} | ${'its JSON is not listed'}
    ${['a']}      | ${mixed}                  | ${false} | ${'its JSON is not listed'}
    ${''}         | ${['']}                   | ${true}  | ${'it is listed'}
    ${undefined}  | ${['']}                   | ${true}  | ${'what is missing is an empty text'}
    ${null}       | ${['']}                   | ${true}  | ${'what is missing is an empty text'}
    ${undefined}  | ${['undefined']}          | ${false} | ${'what is missing is an empty text'}
    ${'null'}     | ${[null]}                 | ${true}  | ${'a null target has this text'}
    ${undefined}  | ${[null]}                 | ${false} | ${'what is missing is an empty text'}
    ${null}       | ${['null']}               | ${false} | ${'what is missing is an empty text'}
    ${'a'}        | ${[]}                     | ${false} | ${'nothing is listed'}
    ${'abc'}      | ${'abc'}                  | ${false} | ${'the target is no list'}
    ${'a'}        | ${null}                   | ${false} | ${'the target is no list'}
    ${'a'}        | ${undefined}              | ${false} | ${'the target is no list'}
    ${'a'}        | ${{ a: 1 }}               | ${true}  | ${'an object lists its keys'}
    ${'a'}        | ${{ a: false }}           | ${true}  | ${'whatever their values'}
    ${17}         | ${{ 17: true }}           | ${true}  | ${'an object lists its keys'}
    ${'b'}        | ${{ a: 'b' }}             | ${false} | ${'an object lists its keys'}
    ${'toString'} | ${{ a: 1 }}               | ${false} | ${'only its own ones'}
    ${1}          | ${[1.0]}                  | ${true}  | ${'a number has one text'}
    ${1}          | ${['1.0']}                | ${false} | ${'a number has one text'}
    ${1e21}       | ${['1e+21']}              | ${false} | ${'it has no exponent'}
    ${1e21}       | ${[`1${'0'.repeat(21)}`]} | ${true}  | ${'it has no exponent'}
    ${1e-7}       | ${['0.0000001']}          | ${true}  | ${'it has no exponent'}
    ${1e-7}       | ${['1e-7']}               | ${false} | ${'it has no exponent'}
    ${'a'}        | ${[['a']]}                | ${false} | ${'the text of a list is its JSON'}
    ${['a', 'b']} | ${['a,b']}                | ${false} | ${'the text of a list is its JSON'}
    ${['a', 'b']} | ${['["a","b"]']}          | ${true}  | ${'the text of a list is its JSON'}
  `('any of $target holds $value: $passes, since $because', ({ value, target, passes }: Row) => {
    expect(passesCore('any', { value, target })).toBe(passes);
    expect(passesCore('none', { value, target })).toBe(!passes);
  });

  it.each`
    value        | target        | passes   | because
    ${'a'}       | ${['a', 'B']} | ${true}  | ${'it is listed'}
    ${'A'}       | ${['a', 'B']} | ${false} | ${'case counts'}
    ${'b'}       | ${['a', 'B']} | ${false} | ${'case counts'}
    ${1}         | ${['a', 1]}   | ${true}  | ${'numbers have a text'}
    ${undefined} | ${['a', 1]}   | ${false} | ${'the empty text is not listed'}
    ${undefined} | ${['']}       | ${true}  | ${'what is missing is an empty text'}
    ${'A'}       | ${['A', 'a']} | ${false} | ${'of targets that differ in case the last counts'}
    ${'a'}       | ${['A', 'a']} | ${true}  | ${'of targets that differ in case the last counts'}
    ${'a'}       | ${{ a: 1 }}   | ${false} | ${'here an object lists nothing'}
    ${'a'}       | ${'a'}        | ${false} | ${'the target is no list'}
  `('$value is exactly one of $target: $passes, since $because', ({ value, target, passes }: Row) => {
    expect(passesCore('any_case_sensitive', { value, target })).toBe(passes);
    expect(passesCore('none_case_sensitive', { value, target })).toBe(!passes);
  });
});

describe('searching texts of a v2 payload', () => {
  it.each`
    operator                 | value         | target      | passes   | because
    ${'str_starts_with_any'} | ${'abc'}      | ${['AB']}   | ${true}  | ${'case is ignored'}
    ${'str_ends_with_any'}   | ${'abC'}      | ${['bc']}   | ${true}  | ${'case is ignored'}
    ${'str_contains_any'}    | ${123}        | ${['2']}    | ${true}  | ${'numbers have a text'}
    ${'str_contains_any'}    | ${true}       | ${['ru']}   | ${true}  | ${'booleans have a text'}
    ${'str_contains_any'}    | ${['a', 'b']} | ${['b']}    | ${true}  | ${'the text of a list is its JSON'}
    ${'str_starts_with_any'} | ${['abc']}    | ${['ab']}   | ${false} | ${'JSON starts with a bracket'}
    ${'str_starts_with_any'} | ${['abc']}    | ${['["a']}  | ${true}  | ${'JSON starts with a bracket'}
    ${'str_starts_with_any'} | ${undefined}  | ${['a']}    | ${false} | ${'there is no value'}
    ${'str_starts_with_any'} | ${undefined}  | ${['']}     | ${true}  | ${'what is missing is an empty text'}
    ${'str_ends_with_any'}   | ${null}       | ${['']}     | ${true}  | ${'what is missing is an empty text'}
    ${'str_contains_any'}    | ${'a'}        | ${['']}     | ${true}  | ${'the empty text is everywhere'}
    ${'str_contains_any'}    | ${'a'}        | ${'a'}      | ${false} | ${'the target is no list'}
    ${'str_contains_any'}    | ${'a'}        | ${{ a: 1 }} | ${false} | ${'the target is no list'}
    ${'str_contains_none'}   | ${undefined}  | ${['a']}    | ${true}  | ${'there is no value'}
    ${'str_contains_none'}   | ${undefined}  | ${['']}     | ${false} | ${'what is missing is an empty text'}
    ${'str_contains_none'}   | ${'a'}        | ${'a'}      | ${true}  | ${'the target is no list'}
    ${'str_contains_none'}   | ${'abc'}      | ${['B']}    | ${false} | ${'case is ignored'}
  `('$value $operator $target: $passes, since $because', ({ operator, value, target, passes }: Row) => {
    expect(passesCore(operator, { value, target })).toBe(passes);
  });

  it.each`
    value                  | target         | passes   | because
    ${'abc'}               | ${'^a.c$'}     | ${true}  | ${'it matches'}
    ${'ABC'}               | ${'^a.c$'}     | ${false} | ${'case counts'}
    ${'xabcx'}             | ${'abc'}       | ${true}  | ${'anywhere'}
    ${123}                 | ${'^\\d+$'}    | ${true}  | ${'numbers have a text'}
    ${'ab'}                | ${'(?<=a)b'}   | ${true}  | ${'it may look behind'}
    ${'aa'}                | ${'^(a)\\1$'}  | ${true}  | ${'it may look back'}
    ${'a/b'}               | ${'a\\/b'}     | ${true}  | ${'it may escape what needs none'}
    ${'A'}                 | ${'\\u0041'}   | ${true}  | ${'it may name a letter by number'}
    ${'a\n'}               | ${'a$'}        | ${false} | ${'the end is that of the text'}
    ${'('}                 | ${'('}         | ${false} | ${'it is no pattern'}
    ${'[a'}                | ${'[a'}        | ${false} | ${'it is no pattern'}
    ${undefined}           | ${'undefined'} | ${false} | ${'there is no value'}
    ${null}                | ${''}          | ${false} | ${'there is no value'}
    ${'ABC'}               | ${'(?i)abc'}   | ${true}  | ${'flags may stand in front'}
    ${'a\nb'}              | ${'(?ms)^b$'}  | ${true}  | ${'more than one'}
    ${'é'}                 | ${'^\\p{L}+$'} | ${true}  | ${'it knows classes of Unicode'}
    ${'é'}                 | ${'^\\w$'}     | ${true}  | ${'letters are those of Unicode'}
    ${'é'}                 | ${'\\W'}       | ${false} | ${'letters are those of Unicode'}
    ${'٣'}                 | ${'^\\d$'}     | ${true}  | ${'digits are those of Unicode'}
    ${'٣'}                 | ${'\\D'}       | ${false} | ${'digits are those of Unicode'}
    ${'😀'}                | ${'^.$'}       | ${true}  | ${'it counts characters'}
    ${'\\d'}               | ${'^\\\\d$'}   | ${true}  | ${'a backslash may be meant'}
    ${'123'}               | ${123}         | ${false} | ${'the target is no text'}
    ${'null'}              | ${null}        | ${false} | ${'the target is no text'}
    ${'x'}                 | ${undefined}   | ${false} | ${'there is no target'}
    ${['a', 'b']}          | ${'a,b'}       | ${false} | ${'the text of a list is its JSON'}
    ${['a', 'b']}          | ${'"a","b"'}   | ${true}  | ${'the text of a list is its JSON'}
    ${'x'.repeat(1_000)}   | ${'x$'}        | ${true}  | ${'long values are searched too'}
    ${'x'.repeat(100_001)} | ${'x'}         | ${false} | ${'very long ones are not'}
  `('$target matches its value: $passes, since $because', ({ value, target, passes }: Row) => {
    expect(passesCore('str_matches', { value, target })).toBe(passes);
  });
});

describe('lists of a v2 payload', () => {
  const targets = ['a', '1', 2, true];

  it.each`
    value                | target        | any      | all      | because
    ${['a']}             | ${targets}    | ${true}  | ${false} | ${'it holds one'}
    ${[1]}               | ${targets}    | ${true}  | ${false} | ${'elements are texts'}
    ${['2']}             | ${targets}    | ${true}  | ${false} | ${'elements are texts'}
    ${['true']}          | ${targets}    | ${true}  | ${false} | ${'elements are texts'}
    ${['A']}             | ${targets}    | ${false} | ${false} | ${'case counts'}
    ${[]}                | ${targets}    | ${false} | ${false} | ${'it holds none'}
    ${['a', 1, 2, true]} | ${targets}    | ${true}  | ${true}  | ${'it holds all'}
    ${['1']}             | ${[1]}        | ${true}  | ${true}  | ${'elements are texts'}
    ${[1]}               | ${['1abc']}   | ${false} | ${false} | ${'a target is no number'}
    ${[1.5]}             | ${['1.5']}    | ${true}  | ${true}  | ${'elements are texts'}
    ${['A']}             | ${['A', 'a']} | ${false} | ${false} | ${'of targets that differ in case the last counts'}
    ${['a']}             | ${['A', 'a']} | ${true}  | ${true}  | ${'of targets that differ in case the last counts'}
    ${['a']}             | ${[]}         | ${false} | ${true}  | ${'there is nothing to hold'}
  `('$value holds any of $target: $any, and all: $all, since $because', (row: Lists) => {
    const { value, target, any, all } = row;

    expect(passesCore('array_contains_any', { value, target })).toBe(any);
    expect(passesCore('array_contains_none', { value, target })).toBe(!any);
    expect(passesCore('array_contains_all', { value, target })).toBe(all);
    expect(passesCore('not_array_contains_all', { value, target })).toBe(!all);
  });

  it.each([undefined, null, 'a', { a: 1 }])('pass no comparison when there is none but %j', (value) => {
    for (const operator of ['any', 'none', 'all']) {
      expect(passesCore(`array_contains_${operator}`, { value, target: ['a'] })).toBe(false);
    }
    expect(passesCore('not_array_contains_all', { value, target: ['a'] })).toBe(false);
  });
});

describe('ID lists of a v2 payload', () => {
  // The first eight characters of the base64 SHA-256 of abc, and of 5.
  const idLists = new Map([['known', new Set(['ungWv48B', '7y0SfeN7'])]]);

  it.each`
    value        | target       | passes
    ${'abc'}     | ${'known'}   | ${true}
    ${'ABC'}     | ${'known'}   | ${false}
    ${5}         | ${'known'}   | ${true}
    ${undefined} | ${'known'}   | ${false}
    ${'abc'}     | ${'unknown'} | ${false}
    ${'abc'}     | ${null}      | ${false}
  `('$value is on $target: $passes', ({ value, target, passes }: Row) => {
    expect(passesCore('in_segment_list', { value, target }, { idLists })).toBe(passes);
    expect(passesCore('not_in_segment_list', { value, target }, { idLists })).toBe(!passes);
  });
});

describe('a number as text', () => {
  it.each([
    [1, '1'],
    [-0, '-0'],
    [1.5, '1.5'],
    [1e21, `1${'0'.repeat(21)}`],
    [-1.25e22, `-125${'0'.repeat(20)}`],
    [1e-7, '0.0000001'],
    [-1.5e-8, '-0.000000015'],
  ])('has no exponent: %f', (number, text) => {
    expect(decimal(number)).toBe(text);
  });
});

interface Lists extends Pick<Row, 'value' | 'target'> {
  readonly any: boolean;
  readonly all: boolean;
}
