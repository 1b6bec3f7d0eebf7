import fc from 'fast-check';
import { idListNames } from './names.ts';
import type { Json } from './project.ts';
import { type Theme, valueFor } from './values.ts';

/** An operator with a target that may suit it, and the theme of the values it is meant for. */
export interface Comparison {
  readonly theme: Theme;
  readonly operator: string | null;
  readonly targetValue?: Json;
}

const operators: Readonly<Record<string, readonly string[]>> = {
  number: ['gt', 'gte', 'lt', 'lte'],
  version: ['version_gt', 'version_gte', 'version_lt', 'version_lte', 'version_eq', 'version_neq'],
  member: ['any', 'none', 'any_case_sensitive', 'none_case_sensitive'],
  search: ['str_starts_with_any', 'str_ends_with_any', 'str_contains_any', 'str_contains_none'],
  equality: ['eq', 'neq'],
  date: ['before', 'after', 'on'],
  list: ['array_contains_any', 'array_contains_none', 'array_contains_all', 'not_array_contains_all'],
  idList: ['in_segment_list', 'not_in_segment_list'],
  // Server Core knows no other case, and nobody knows the rest.
  odd: [
    'GT',
    'Any',
    'STR_CONTAINS_ANY',
    'Version_Eq',
    'ON',
    'in',
    'is_null',
    'encoded_any',
    'constructor',
    '',
  ],
};

/** Patterns that Rust and JavaScript read alike, or core translates. */
const patterns = [
  ...[
    '^a.c$',
    '\\d+',
    '^\\w+$',
    '(?i)abc',
    'a|b',
    '(',
    '[a',
    '^.$',
    '\\p{L}+',
    '@example\\.com$',
    '',
    'undefined',
  ],
  ...[
    'null',
    '(?<=a)b',
    '(a)\\1',
    '^$',
    '\\bab',
    '[^a]',
    '\\s',
    'a{2,3}',
    '\\u0041',
    '\\x41',
    '\\/',
    'b(?!c)',
  ],
] as const;

const themes: readonly Theme[] = ['number', 'version', 'text', 'date', 'list'];
const anyTheme = fc.constantFrom(...themes);

/** Mostly lists of values of a theme; now and then something else, which no operator on lists expects. */
function targetList(theme: Theme): fc.Arbitrary<Json> {
  const list = fc.array(valueFor(theme), { maxLength: 5 });
  const asKeys = fc.dictionary(fc.constantFrom('a', 'A', 'abc', '1', 'null'), fc.constant(true), {
    maxKeys: 3,
  });
  return fc.oneof({ weight: 12, arbitrary: list }, { weight: 1, arbitrary: valueFor(theme) }, asKeys);
}

function comparison(
  names: readonly string[],
  theme: fc.Arbitrary<Theme>,
  target: (theme: Theme) => fc.Arbitrary<Json>,
): fc.Arbitrary<Comparison> {
  return theme.chain((chosen) =>
    fc.record({
      theme: fc.constant(chosen),
      operator: fc.constantFrom(...names),
      targetValue: target(chosen),
    }),
  );
}

const { number = [], version = [], member = [], search = [], equality = [] } = operators;
const { date = [], list = [], idList = [], odd = [] } = operators;

const text = fc.constant<Theme>('text');
const listName = fc.constantFrom(...idListNames, 'no_list');
const pattern = fc.oneof({ weight: 15, arbitrary: fc.constantFrom(...patterns) }, anyTheme.chain(valueFor));
const withoutTarget = anyTheme.chain((theme) =>
  fc.record({
    theme: fc.constant(theme),
    operator: fc.constantFrom(...Object.values(operators).flat(), null),
  }),
);

/** Every operator of both dialects, with targets that it understands and targets that it does not. */
export const anyComparison: fc.Arbitrary<Comparison> = fc.oneof(
  { weight: 8, arbitrary: comparison(number, fc.constant('number'), valueFor) },
  { weight: 8, arbitrary: comparison(version, fc.constant('version'), valueFor) },
  { weight: 12, arbitrary: comparison(member, anyTheme, targetList) },
  { weight: 8, arbitrary: comparison(search, text, targetList) },
  { weight: 6, arbitrary: comparison(equality, anyTheme, valueFor) },
  { weight: 8, arbitrary: comparison(date, fc.constant('date'), valueFor) },
  { weight: 8, arbitrary: comparison(list, fc.constant('list'), targetList) },
  { weight: 4, arbitrary: comparison(idList, text, () => listName) },
  { weight: 4, arbitrary: comparison(['str_matches'], text, () => pattern) },
  { weight: 1, arbitrary: comparison(odd, anyTheme, valueFor) },
  { weight: 1, arbitrary: withoutTarget },
);
