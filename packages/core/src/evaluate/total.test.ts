import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatable } from '../../oracle.test-support.ts';
import { compileSpecs } from '../specs/compile.ts';
import { parseSpecs } from '../specs/parse.ts';
import type { StatsigUser } from '../user/user.ts';
import { evaluateDynamicConfig, evaluateExperiment, evaluateGate, evaluateLayer } from './evaluate.ts';

const evaluations = [evaluateGate, evaluateDynamicConfig, evaluateExperiment, evaluateLayer];

/** Few names, so that specs ask each other, in circles too; some are those of every object. */
const name = fc.constantFrom('a', 'b', 'c', 'segment:d', 'constructor', '__proto__', 'toString', '');

const hostileText = fc.constantFrom(
  '',
  '__proto__',
  'constructor',
  '(((((',
  '^(a+)+$',
  '\ud800',
  'NaN',
  '1e999',
  '9'.repeat(40),
  '2023-02-31',
  'x'.repeat(1_001),
);

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3, noUnicodeString: false }),
  hostileText,
  fc.constantFrom<unknown>(null, [], {}, [[[]]], -0, 1e308, 8.64e15 + 1, Number.MIN_VALUE, [null], [{}]),
  fc.dictionary(hostileText, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
);

/** Mostly what belongs there, sometimes anything, sometimes nothing. */
const mostly = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 8, arbitrary },
    { weight: 1, arbitrary: hostile },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );

const operator = fc.constantFrom(
  ...['gt', 'gte', 'lt', 'lte', 'any', 'none', 'any_case_sensitive', 'none_case_sensitive', 'eq', 'neq'],
  ...['version_gt', 'version_gte', 'version_lt', 'version_lte', 'version_eq', 'version_neq'],
  ...['str_starts_with_any', 'str_ends_with_any', 'str_contains_any', 'str_contains_none', 'str_matches'],
  ...['before', 'after', 'on', 'in_segment_list', 'not_in_segment_list', 'ANY', 'no_such_operator'],
  ...['array_contains_any', 'array_contains_none', 'array_contains_all', 'not_array_contains_all'],
);

const type = fc.constantFrom(
  ...['public', 'user_field', 'User_Field', 'environment_field', 'ip_based', 'ua_based', 'unit_id'],
  ...['user_bucket', 'current_time', 'target_app', 'pass_gate', 'fail_gate', 'multi_pass_gate'],
  ...['multi_fail_gate', 'experiment_group', 'no_such_type'],
);

const field = fc.constantFrom(
  'userID',
  'email',
  'ip',
  'country',
  'os_name',
  'tier',
  'custom',
  'k',
  '__proto__',
);
const idType = fc.constantFrom('userID', 'UserID', 'companyID', 'COMPANYID', '__proto__', '');

const condition = fc.record({
  type: mostly(type),
  operator: mostly(operator),
  field: mostly(field),
  targetValue: fc.oneof(name, hostile, fc.array(fc.oneof(name, hostile), { maxLength: 4 })),
  additionalValues: mostly(fc.record({ salt: mostly(fc.string()) })),
  idType: mostly(idType),
});

const rule = fc.record({
  id: mostly(fc.string()),
  salt: mostly(fc.string()),
  idType: mostly(idType),
  groupName: mostly(fc.string()),
  passPercentage: mostly(fc.constantFrom(0, 0.29, 50, 100, 101, -1)),
  conditions: mostly(fc.array(mostly(condition), { maxLength: 3 })),
  returnValue: mostly(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 }))),
  configDelegate: fc.option(mostly(name)),
  isExperimentGroup: mostly(fc.boolean()),
  samplingRate: mostly(fc.nat()),
});

const spec = fc.record({
  name: mostly(name),
  salt: mostly(fc.string()),
  enabled: mostly(fc.constant(true)),
  idType: mostly(idType),
  version: mostly(fc.nat()),
  explicitParameters: mostly(fc.array(fc.string())),
  defaultValue: mostly(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 }))),
  rules: mostly(fc.array(mostly(rule), { maxLength: 4 })),
});

const specs = fc.array(mostly(spec), { maxLength: 6 });

const payload = fc.record({
  has_updates: fc.constant(true),
  time: mostly(fc.nat()),
  feature_gates: specs,
  dynamic_configs: specs,
  layer_configs: specs,
  app_id: mostly(fc.string()),
  default_environment: mostly(fc.string()),
});

const attributes = mostly(fc.dictionary(fc.oneof(field, hostileText), hostile, { maxKeys: 4 }));

const user = fc.record({
  userID: mostly(fc.oneof(fc.string(), fc.integer())),
  customIDs: mostly(fc.dictionary(idType, fc.oneof(fc.string(), hostile), { maxKeys: 3 })),
  email: mostly(fc.emailAddress()),
  ip: mostly(fc.ipV4()),
  userAgent: mostly(fc.string()),
  country: mostly(fc.string()),
  custom: attributes,
  privateAttributes: attributes,
  statsigEnvironment: attributes,
}) as fc.Arbitrary<StatsigUser>;

const context = fc.record({
  now: fc.constantFrom(0, 1_700_000_000_000, Number.NaN),
  environment: fc.option(fc.dictionary(field, fc.string(), { maxKeys: 2 }), { nil: undefined }),
  idLists: fc.constant(new Map([['a', new Set(['47DEQpj8'])]])),
  lookups: fc.constantFrom(undefined, { country: () => 'NZ', userAgent: () => ({ osName: 'Linux' }) }),
});

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
};

const names = ['a', 'b', 'c', 'segment:d', 'constructor', '__proto__', 'toString', '', 'unknown'];

describe('evaluating', () => {
  it('answers whatever specs and users there are, always the same, and changes nothing', () => {
    fc.assert(
      fc.property(
        payload,
        fc.array(user, { minLength: 1, maxLength: 3 }),
        context,
        (body, users, surroundings) => {
          const text = JSON.stringify(body);
          const parsed = parseSpecs(frozen(JSON.parse(text)));
          if (!parsed.ok) throw parsed.error;
          const compiled = compileSpecs(parsed.value);
          const again = compileSpecs(parsed.value);
          frozen(users);
          frozen(surroundings);

          for (const evaluate of evaluations) {
            for (const asked of users) {
              for (const asking of names) {
                const answer = evaluate(compiled, asked, asking, surroundings);
                expect(Object.isFrozen(answer)).toBe(true);
                expect(answer.name).toBe(asking);
                // The second answer may come from what the first one left behind; the third cannot.
                expect(evaluate(compiled, asked, asking, surroundings)).toStrictEqual(answer);
                expect(evaluate(again, asked, asking, surroundings)).toStrictEqual(answer);
              }
            }
          }
        },
      ),
      { ...repeatable, numRuns: 100 },
    );
  });

  it('reads or refuses any payload', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, payload, fc.string(), fc.json()), (body) => {
        const result = parseSpecs(body);
        if (result.ok)
          expect(evaluateGate(compileSpecs(result.value), { userID: 'ada' }, 'a', { now: 0 }).name).toBe('a');
        else expect(result.error.code).toBe('INVALID_SPECS');
      }),
      { ...repeatable, numRuns: 300 },
    );
  });

  it.each([null, undefined, 7, 'ada', [], () => 'ada'])('answers %j, which is no user', (nobody) => {
    for (const evaluate of evaluations) {
      const answer = evaluate(compileSpecs(specsOfOne()), nobody as never, 'a', { now: 0 });
      expect(answer.details.reason).toBe('Error');
    }
  });
});

function specsOfOne(): Parameters<typeof compileSpecs>[0] {
  const list = [{ name: 'a', enabled: true, rules: [] }];
  const parsed = parseSpecs({ feature_gates: list, dynamic_configs: list, layer_configs: list });
  if (!parsed.ok) throw parsed.error;
  return parsed.value;
}
