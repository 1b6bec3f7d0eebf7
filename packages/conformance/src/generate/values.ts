import fc from 'fast-check';
import type { Json } from './project.ts';

/** What a condition may be about. Attributes and targets of one theme have a chance to match. */
export type Theme = 'number' | 'version' | 'text' | 'date' | 'list';

const numbers = [
  0,
  1,
  -1,
  1.5,
  0.1,
  5,
  10,
  100,
  999,
  1e21,
  1e-7,
  2 ** 53,
  1_700_000_000,
  9_999_999_999,
  1e10,
];
const numerals = [
  '0',
  '1',
  '5',
  '05',
  '1.0',
  '1.5',
  '-1',
  '1e1',
  ' 5 ',
  '0x10',
  '1_000',
  'Infinity',
  'inf',
  'NaN',
];
const versions = [
  ...['1', '1.2', '1.2.0', '1.2.3', '1.2.3-beta', '1.10', '01.2', '2.0.0.0.1', '10'],
  ...[
    '1..2',
    '1.',
    '.1',
    'v1.2',
    '1.2.x',
    '2.x',
    '1.2+build',
    ' 1.2 ',
    '1. 2',
    '-beta',
    '1e1',
    '0x10',
    '1.-2',
  ],
  ...['99999999999999999999', '1.2.3.4.5.6', '+1.2', '1,2'],
];
const plainTexts = [
  'a',
  'A',
  'b',
  'ab',
  'Abc',
  'abc',
  'ABC',
  'abcabc',
  'xaby',
  'user@example.com',
  'EXAMPLE.com',
];
const oddTexts = [
  ...['', ' ', ' a', 'a\n', 'null', 'undefined', 'true', 'TRUE', 'false', 'a,b', '["a","b"]', '{"a":"b"}'],
  ...['[object Object]', 'constructor', 'toString', '__proto__', 'é', 'É', 'İ', 'ı', 'ß', 'ẞ', 'ς', 'Σ', 'ﬁ'],
  ...['日本語', '😀', 'e\u0301', '٣', '\u2028'],
];
const dates = [
  ...[
    '2023-11-14',
    '2023-11-14T22:13:20Z',
    '2023-11-14t22:13:20z',
    '2023-11-14 22:13:20',
    '2023-11-14T22:13:20',
  ],
  ...[
    '2023-11-14T22:13:20.999Z',
    '2023-11-14T22:13:20+02:00',
    '2023-11-15T00:13:20+02:00',
    '2023-11-14T22:13Z',
  ],
  ...['Nov 14, 2023', '2023/11/14', '14 November 2023 22:13 UTC', '2023', '20231114', '2024-02-29T00:00:00Z'],
  ...['2023-02-30T00:00:00Z', '2023-11-14T24:00:00Z', '2023-11-14T23:59:60Z', '2023-13-01T00:00:00Z'],
  ...['1700000000', '1700000000000', '1700000000.5', ' 1700000000 ', '-1', '+5', '10000000000', '9999999999'],
];
const instants = [
  ...[
    1_700_000_000, 1_699_999_999, 1_700_000_000_000, 1_700_000_000_001, 1_699_999_999_999, 1_700_006_400_000,
  ],
  ...[
    0, -1, 1, 1_700_000_000.5, 1_700_000_000_000.5, 9_999_999_999, 10_000_000_000, -86_400_000, 8.64e15, 1e20,
  ],
];
const lists: readonly Json[] = [
  [],
  ['a'],
  ['A', 'a'],
  ['a', 'b'],
  ['b', 'a', 'a'],
  [1],
  ['1'],
  [1, '1', 1.5, '1.5'],
  ['1abc', true, null],
  [true, 'true'],
  [null],
  [['a']],
  [{ a: 'b' }],
  ['', 'undefined'],
  ['é', '😀'],
];
const strays: readonly Json[] = [null, true, false, {}, { a: 'b' }, { a: 1, b: true }, [['a'], 1]];

const themed: Readonly<Record<Theme, fc.Arbitrary<Json>>> = {
  number: fc.oneof(fc.constantFrom(...numbers, ...numerals), fc.integer({ min: -20, max: 20 }), fc.float()),
  version: fc.oneof(
    fc.constantFrom<Json[]>(...versions, 1, 1.2, 2),
    fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.')),
  ),
  text: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...plainTexts) },
    { weight: 2, arbitrary: fc.constantFrom(...oddTexts) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
  ),
  date: fc.constantFrom<Json[]>(...dates, ...instants),
  list: fc.oneof(
    fc.constantFrom(...lists),
    fc.array(fc.constantFrom<Json[]>('a', 'b', 'A', 1, 2, '1', '2', true), { maxLength: 4 }),
  ),
};

const stray: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(...strays),
  ...Object.values(themed),
  fc.jsonValue({ maxDepth: 2 }).map(toJson),
);

/** A value that a theme's operators are meant for, or now and then any other. */
export function valueFor(theme: Theme): fc.Arbitrary<Json> {
  return fc.oneof({ weight: 6, arbitrary: themed[theme] }, { weight: 1, arbitrary: stray });
}

/** What JSON text keeps of a value: no -0, no numbers that are none. */
function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
