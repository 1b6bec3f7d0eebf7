import type { ConditionDescription, Fields, Json } from './project.ts';

/** Conditions that differ only in field, operator and target. */
interface Theme {
  /** @defaultValue `'user_field'` */
  readonly type?: string;
  readonly fields?: readonly string[];
  readonly operators: readonly string[];
  readonly targets: readonly Json[];
  /** @defaultValue `'userID'` */
  readonly idType?: string;
  readonly additionalValues?: Fields;
}

const memberOperators = ['any', 'none', 'any_case_sensitive', 'none_case_sensitive'];
const searchOperators = ['str_starts_with_any', 'str_ends_with_any', 'str_contains_any', 'str_contains_none'];

/** Engines differ, if anywhere, in what these ask: letters beyond ASCII, patterns, dates, and numbers as text. */
const themes: readonly Theme[] = [
  { fields: ['level'], operators: ['gt', 'gte', 'lt', 'lte'], targets: [10, '1e3', -0.5, 1e20] },
  {
    fields: ['build'],
    operators: ['version_gt', 'version_gte', 'version_lt', 'version_lte', 'version_eq', 'version_neq'],
    targets: ['2.4.0', '2.10', '1.1.0-rc.1'],
  },
  { fields: ['plan'], operators: memberOperators, targets: [['pro', 'PREMIUM', 'ÉCOLE', 'ŁÓDŹ', 12, true]] },
  {
    fields: ['city'],
    operators: memberOperators,
    targets: [['İSTANBUL', 'straße', 'ΌΔΟΣ', 'ǅungla', '東京']],
  },
  {
    fields: ['city'],
    operators: searchOperators,
    targets: [
      ['Str', 'İS'],
      ['όδος', '😀', '京', '\u0301'],
    ],
  },
  { fields: ['email'], operators: searchOperators, targets: [['ada', '@shop.example', '@MAIL.example']] },
  {
    fields: ['city'],
    operators: ['str_matches'],
    targets: [
      '^\\w+$',
      '\\d{2,}',
      '(?i)^istanbul|straße$',
      '\\p{Lu}\\p{Ll}+',
      '^.{5,7}$',
      '(?<first>\\S)\\k<first>',
      '[\\u00c0-\\u024f]',
      '\\bTokyo\\b|東.',
      '(',
    ],
  },
  {
    fields: ['email'],
    operators: ['str_matches'],
    targets: ['^[a-z0-9._%+-]+@(?:shop|mail)\\.example$', '(?<=@)mail', '(?!ada)^\\w+@'],
  },
  {
    fields: ['joined'],
    operators: ['before', 'after', 'on'],
    targets: [1_774_742_399_000, 1_774_742_400, '2026-03-29T12:45:00+12:45', '2026-03-29T00:00:00Z'],
  },
  {
    fields: ['tags'],
    operators: ['array_contains_any', 'array_contains_none', 'array_contains_all', 'not_array_contains_all'],
    targets: [['größe'], [1, '2']],
  },
  { fields: ['plan', 'level'], operators: ['eq', 'neq'], targets: ['pro', 12, 1e21, null, true] },
  { fields: ['userID'], operators: ['in_segment_list', 'not_in_segment_list'], targets: ['list_1'] },
  { type: 'unit_id', operators: ['any'], targets: [['acme-2', 'ünï-😀']], idType: 'companyID' },
  { type: 'ip_based', fields: ['country'], operators: ['any', 'none'], targets: [['NZ', 'de']] },
  { type: 'ua_based', fields: ['os_name'], operators: ['any'], targets: [['Android']] },
  { type: 'ua_based', fields: ['browser_version'], operators: ['version_gte'], targets: ['120'] },
  { type: 'environment_field', fields: ['tier'], operators: ['any'], targets: [['staging'], ['production']] },
  { type: 'current_time', operators: ['before', 'after', 'on'], targets: [1_774_742_400_000, '2026-03-28'] },
  {
    type: 'user_bucket',
    operators: ['lt', 'gte'],
    targets: [1, 500, 999],
    additionalValues: { salt: 'bücket-salt' },
  },
  { type: 'astrology', operators: ['any'], targets: [['aries']] },
];

/** One condition for each field, operator and target of each theme. */
export const conditions: readonly ConditionDescription[] = themes.flatMap((theme) => {
  const { type = 'user_field', fields = [null], idType = 'userID', additionalValues = {} } = theme;
  return fields.flatMap((field) =>
    theme.operators.flatMap((operator) =>
      theme.targets.map((targetValue) => ({ type, field, operator, targetValue, idType, additionalValues })),
    ),
  );
});

/** A condition that all users pass. */
export const everybody: ConditionDescription = condition('public', null);

/** A condition without field or operator. */
export function condition(type: string, targetValue: Json): ConditionDescription {
  return { type, operator: null, field: null, targetValue, idType: 'userID', additionalValues: {} };
}
