import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legacy, type OperatorRow } from './legacy.test-support.ts';

type Row = Omit<OperatorRow, 'operator'>;

const mixed = ['a', 'B', '1', 2, true] as const;

describe('any and none of a v1 payload', () => {
  it.each`
    value            | target           | passes   | because
    ${'a'}           | ${mixed}         | ${true}  | ${'it is listed'}
    ${'A'}           | ${mixed}         | ${true}  | ${'case is ignored'}
    ${'b'}           | ${mixed}         | ${true}  | ${'case is ignored'}
    ${'B'}           | ${mixed}         | ${true}  | ${'it is listed'}
    ${1}             | ${mixed}         | ${true}  | ${'numbers count as text'}
    ${'1'}           | ${mixed}         | ${true}  | ${'it is listed'}
    ${'2'}           | ${mixed}         | ${true}  | ${'numbers count as text'}
    ${2}             | ${mixed}         | ${true}  | ${'numbers count as text'}
    ${true}          | ${mixed}         | ${true}  | ${'booleans count as text'}
    ${'TRUE'}        | ${mixed}         | ${true}  | ${'booleans count as text'}
    ${['a']}         | ${mixed}         | ${true}  | ${'an array of one has the text of its element'}
    ${' a'}          | ${mixed}         | ${false} | ${'spaces count'}
    ${'c'}           | ${mixed}         | ${false} | ${'it is not listed'}
    ${''}            | ${mixed}         | ${false} | ${'it is not listed'}
    ${undefined}     | ${mixed}         | ${false} | ${'there is no value'}
    ${null}          | ${mixed}         | ${false} | ${'there is no value'}
    ${{}}            | ${mixed}         | ${false} | ${'it is not listed'}
    ${['a', 'b']}    | ${mixed}         | ${false} | ${'its text is a,b'}
    ${''}            | ${['']}          | ${true}  | ${'an empty text is a value'}
    ${undefined}     | ${['']}          | ${false} | ${'a missing value is no empty text'}
    ${null}          | ${['']}          | ${false} | ${'a missing value is no empty text'}
    ${undefined}     | ${['undefined']} | ${true}  | ${'a missing value has this text'}
    ${null}          | ${['undefined']} | ${true}  | ${'a null attribute counts as missing'}
    ${'null'}        | ${[null]}        | ${true}  | ${'a null target has this text'}
    ${undefined}     | ${[null]}        | ${false} | ${'a missing value is not null'}
    ${null}          | ${[null]}        | ${false} | ${'a null attribute counts as missing'}
    ${undefined}     | ${['null']}      | ${false} | ${'a missing value is not null'}
    ${null}          | ${['null']}      | ${false} | ${'a null attribute counts as missing'}
    ${'a'}           | ${[]}            | ${false} | ${'nothing is listed'}
    ${undefined}     | ${[]}            | ${false} | ${'nothing is listed'}
    ${'abc'}         | ${'abc'}         | ${false} | ${'the target is no list'}
    ${'a'}           | ${'abc'}         | ${false} | ${'the target is no list'}
    ${'a'}           | ${null}          | ${false} | ${'the target is no list'}
    ${'a'}           | ${undefined}     | ${false} | ${'the target is no list'}
    ${undefined}     | ${undefined}     | ${false} | ${'the target is no list'}
    ${'a'}           | ${{ a: 1 }}      | ${false} | ${'the target is no list'}
    ${1}             | ${[1.0]}         | ${true}  | ${'a number has one text'}
    ${'1'}           | ${[1.0]}         | ${true}  | ${'a number has one text'}
    ${1}             | ${['1.0']}       | ${false} | ${'a number has one text'}
    ${1e21}          | ${[1e21]}        | ${true}  | ${'a number has one text'}
    ${1e21}          | ${['1e+21']}     | ${true}  | ${"it is JavaScript's"}
    ${1e-7}          | ${['1e-7']}      | ${true}  | ${"it is JavaScript's"}
    ${1e-7}          | ${['0.0000001']} | ${false} | ${"it is JavaScript's"}
    ${-0}            | ${['0']}         | ${true}  | ${"it is JavaScript's"}
    ${-0}            | ${['-0']}        | ${false} | ${"it is JavaScript's"}
    ${'a'}           | ${[['a']]}       | ${true}  | ${'an array of one has the text of its element'}
    ${['a', 'b']}    | ${['a,b']}       | ${true}  | ${'this is the text of an array'}
    ${['a', 'b']}    | ${['["a","b"]']} | ${false} | ${'JSON is not the text of an array'}
    ${'constructor'} | ${['a']}         | ${false} | ${'only what is listed is'}
  `('any of $target holds $value: $passes, since $because', ({ value, target, passes }: Row) => {
    expect(legacy('any', value, target)).toBe(passes);
    expect(legacy('none', value, target)).toBe(!passes);
  });

  it.each`
    value        | target        | passes   | because
    ${'a'}       | ${mixed}      | ${true}  | ${'it is listed'}
    ${'A'}       | ${mixed}      | ${false} | ${'case counts'}
    ${'B'}       | ${mixed}      | ${true}  | ${'it is listed'}
    ${'b'}       | ${mixed}      | ${false} | ${'case counts'}
    ${1}         | ${mixed}      | ${true}  | ${'numbers count as text'}
    ${'1'}       | ${mixed}      | ${true}  | ${'it is listed'}
    ${undefined} | ${mixed}      | ${false} | ${'there is no value'}
    ${null}      | ${mixed}      | ${false} | ${'there is no value'}
    ${'A'}       | ${['A', 'a']} | ${true}  | ${'both spellings are listed'}
    ${'a'}       | ${['A', 'a']} | ${true}  | ${'both spellings are listed'}
    ${'a'}       | ${'a'}        | ${false} | ${'the target is no list'}
    ${'a'}       | ${{ a: 1 }}   | ${false} | ${'the target is no list'}
    ${undefined} | ${null}       | ${false} | ${'the target is no list'}
    ${undefined} | ${undefined}  | ${false} | ${'the target is no list'}
    ${'a'}       | ${[]}         | ${false} | ${'nothing is listed'}
  `(
    'any_case_sensitive of $target holds $value: $passes, since $because',
    ({ value, target, passes }: Row) => {
      expect(legacy('any_case_sensitive', value, target)).toBe(passes);
      expect(legacy('none_case_sensitive', value, target)).toBe(!passes);
    },
  );
});

describe('text search of a v1 payload', () => {
  it.each`
    value         | target          | starts   | ends     | contains
    ${'abc'}      | ${['ab']}       | ${true}  | ${false} | ${true}
    ${'abc'}      | ${['bc']}       | ${false} | ${true}  | ${true}
    ${'abcd'}     | ${['bc']}       | ${false} | ${false} | ${true}
    ${'abc'}      | ${['x', 'ABC']} | ${true}  | ${true}  | ${true}
    ${'ABC'}      | ${['abc']}      | ${true}  | ${true}  | ${true}
    ${'ÄB'}       | ${['äb']}       | ${true}  | ${true}  | ${true}
    ${'abc'}      | ${['x']}        | ${false} | ${false} | ${false}
    ${'abc'}      | ${['abcd']}     | ${false} | ${false} | ${false}
    ${123}        | ${['1']}        | ${true}  | ${false} | ${true}
    ${123}        | ${['3']}        | ${false} | ${true}  | ${true}
    ${123}        | ${[2]}          | ${false} | ${false} | ${true}
    ${true}       | ${['TR']}       | ${true}  | ${false} | ${true}
    ${['abc']}    | ${['ab']}       | ${true}  | ${false} | ${true}
    ${['a', 'b']} | ${['b']}        | ${false} | ${true}  | ${true}
    ${'abc'}      | ${['']}         | ${true}  | ${true}  | ${true}
    ${''}         | ${['']}         | ${true}  | ${true}  | ${true}
    ${''}         | ${['a']}        | ${false} | ${false} | ${false}
    ${undefined}  | ${['']}         | ${false} | ${false} | ${false}
    ${null}       | ${['']}         | ${false} | ${false} | ${false}
    ${undefined}  | ${['undef']}    | ${false} | ${false} | ${false}
    ${'null'}     | ${[null]}       | ${false} | ${false} | ${false}
    ${'null'}     | ${[null, 'ul']} | ${false} | ${false} | ${true}
    ${'abc'}      | ${[]}           | ${false} | ${false} | ${false}
    ${'abc'}      | ${'abc'}        | ${false} | ${false} | ${false}
    ${'abc'}      | ${{ abc: 1 }}   | ${false} | ${false} | ${false}
    ${'abc'}      | ${null}         | ${false} | ${false} | ${false}
    ${'abc'}      | ${undefined}    | ${false} | ${false} | ${false}
    ${undefined}  | ${undefined}    | ${false} | ${false} | ${false}
  `(
    '$value starts with, ends with, contains one of $target: $starts, $ends, $contains',
    ({ value, target, starts, ends, contains }: Row & Record<'starts' | 'ends' | 'contains', boolean>) => {
      expect(legacy('str_starts_with_any', value, target)).toBe(starts);
      expect(legacy('str_ends_with_any', value, target)).toBe(ends);
      expect(legacy('str_contains_any', value, target)).toBe(contains);
      expect(legacy('str_contains_none', value, target)).toBe(!contains);
    },
  );

  it.each`
    value                | target           | passes   | because
    ${'abc'}             | ${'^a.c$'}       | ${true}  | ${'it matches'}
    ${'ABC'}             | ${'^a.c$'}       | ${false} | ${'case counts'}
    ${'xabcx'}           | ${'abc'}         | ${true}  | ${'it is searched anywhere'}
    ${123}               | ${'^\\d+$'}      | ${true}  | ${'numbers count as text'}
    ${['a', 'b']}        | ${'^a,b$'}       | ${true}  | ${'this is the text of an array'}
    ${'price'}           | ${'(?<=p)r'}     | ${true}  | ${'it may look behind'}
    ${'abab'}            | ${'^(ab)\\1$'}   | ${true}  | ${'it may refer back'}
    ${'a/b'}             | ${'a\\/b'}       | ${true}  | ${'a slash may be escaped'}
    ${'A'}               | ${'\\u0041'}     | ${true}  | ${'it may name code units'}
    ${'a\n'}             | ${'a$'}          | ${false} | ${'the end is the very end'}
    ${'('}               | ${'('}           | ${false} | ${'an invalid pattern never passes'}
    ${'[a'}              | ${'[a'}          | ${false} | ${'an invalid pattern never passes'}
    ${'ABC'}             | ${'(?i)abc'}     | ${false} | ${'an invalid pattern never passes'}
    ${'é'}               | ${'\\p{L}+'}     | ${false} | ${'there is no u flag'}
    ${'pL'}              | ${'\\p{L}+'}     | ${false} | ${'there is no u flag'}
    ${'p{L}'}            | ${'\\p{L}+'}     | ${true}  | ${'there is no u flag'}
    ${'é'}               | ${'^\\w$'}       | ${false} | ${'word characters are ASCII'}
    ${'٣'}               | ${'^\\d$'}       | ${false} | ${'digits are ASCII'}
    ${'😀'}              | ${'^.$'}         | ${false} | ${'a character is a code unit'}
    ${'x'.repeat(999)}   | ${'x'}           | ${true}  | ${'it is not too long'}
    ${'x'.repeat(1_000)} | ${'x'}           | ${false} | ${'it is too long to be searched'}
    ${undefined}         | ${'^undefined$'} | ${true}  | ${'a missing value has this text'}
    ${null}              | ${'^undefined$'} | ${true}  | ${'a null attribute counts as missing'}
    ${undefined}         | ${''}            | ${true}  | ${'an empty pattern is found anywhere'}
    ${'a'}               | ${''}            | ${true}  | ${'an empty pattern is found anywhere'}
    ${'123'}             | ${123}           | ${true}  | ${'a target counts as text'}
    ${'null'}            | ${null}          | ${true}  | ${'a target counts as text'}
    ${'undefined'}       | ${undefined}     | ${true}  | ${'a target counts as text'}
    ${'other'}           | ${undefined}     | ${false} | ${'a target counts as text'}
  `('str_matches of $target is $passes for $value: $because', ({ value, target, passes }: Row) => {
    expect(legacy('str_matches', value, target)).toBe(passes);
  });
});

describe('any and any_case_sensitive, whatever the texts', () => {
  // Letters whose lower case is longer, or depends on what stands beside them, and digits.
  const text = fc.string({
    unit: fc.constantFrom('a', 'A', 'İ', 'i', '̇', 'Σ', 'ς', 'ẞ', 'K', '1', '0', '-'),
  });
  const value = fc.oneof(text, fc.integer({ min: -2, max: 1_200 }), fc.constant(-0), fc.double());

  it('compares texts, in lower case if case is ignored', () => {
    fc.assert(
      fc.property(value, fc.array(fc.oneof(text, value), { maxLength: 4 }), (held, targets) => {
        const lower = (one: unknown): string => String(one).toLowerCase();
        const isListed = targets.map(lower).includes(lower(held));
        expect(legacy('any', held, targets)).toBe(isListed);
        expect(legacy('none', held, targets)).toBe(!isListed);
        expect(legacy('any_case_sensitive', held, targets)).toBe(targets.map(String).includes(String(held)));
      }),
    );
  });
});
