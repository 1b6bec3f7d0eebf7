import fc from 'fast-check';
import { attributes, idTypes, strayFields } from './names.ts';
import type { ConditionDescription } from './project.ts';
import { anyComparison } from './targets.ts';
import type { Theme } from './values.ts';

/** What a condition may refer to: specs that stand before its own, so that nothing goes round in circles. */
export interface References {
  readonly gates: readonly string[];
  /** Undefined when no condition is to ask for a user's group at all. */
  readonly experiments?: readonly string[] | undefined;
}

/** The time that `current_time` conditions are compared with lies far from any time this runs at. */
const distantTimes = [
  0,
  1_000_000_000,
  1_000_000_000_000,
  4_000_000_000,
  4_000_000_000_000,
  '2001-09-09T01:46:40Z',
];

const idType = fc.constantFrom(...idTypes);
const bucket = fc.nat(999);

function fieldOf(theme: Theme): fc.Arbitrary<string> {
  const all = [...Object.values(attributes).flat(), ...strayFields];
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<string[]>(...attributes[theme]) },
    { weight: 1, arbitrary: fc.constantFrom(...all) },
  );
}

/** A condition that puts one of its type's fields to an operator. */
function comparing(
  type: string | readonly string[],
  field: (theme: Theme) => fc.Arbitrary<string | null>,
): fc.Arbitrary<ConditionDescription> {
  return fc
    .tuple(fc.constantFrom(...[type].flat()), anyComparison, idType)
    .chain(([name, { theme, ...comparison }, unit]) =>
      field(theme).map((chosen) => ({ ...comparison, type: name, field: chosen, idType: unit })),
    );
}

const userField = comparing('user_field', fieldOf);
const userAgentField = comparing('ua_based', () =>
  fc.constantFrom(
    'os_name',
    'osName',
    'os_version',
    'osversion',
    'browser_name',
    'BROWSERNAME',
    'browser_version',
    'device',
  ),
);
const addressField = comparing('ip_based', () => fc.constantFrom('country', 'Country', 'region'));
const environmentField = comparing('environment_field', () =>
  fc.constantFrom('tier', 'Tier', 'TIER', 'region'),
);
const unitID = comparing('unit_id', () => fc.constant(null));
const targetApp = comparing('target_app', () => fc.constant(null));
const oddType = comparing(['USER_FIELD', 'Unit_ID', 'javascript', 'toString', ''], fieldOf);

const currentTime: fc.Arbitrary<ConditionDescription> = fc.record({
  type: fc.constant('current_time'),
  operator: fc.constantFrom('before', 'after', 'on', 'gt', 'lte', 'any', 'none', 'eq', 'neq', 'version_gt'),
  targetValue: fc.oneof(fc.constantFrom(...distantTimes), fc.constantFrom(null, [], 'a', [''])),
});

const userBucket: fc.Arbitrary<ConditionDescription> = fc.oneof(
  fc.record(
    {
      type: fc.constant('user_bucket'),
      operator: fc.constantFrom('lt', 'lte', 'gt', 'gte'),
      targetValue: fc.oneof(bucket, bucket.map(String)),
      salt: fc.constantFrom('universe', 'ünïverse', ''),
      idType,
    },
    { requiredKeys: ['type', 'operator', 'targetValue', 'idType'] },
  ),
  fc.record({
    type: fc.constant('user_bucket'),
    operator: fc.constantFrom('any', 'none', 'any_case_sensitive'),
    buckets: fc.oneof(fc.uniqueArray(bucket, { maxLength: 300, minLength: 200 }), fc.constantFrom([], [-1])),
    salt: fc.constantFrom('universe', 'layer'),
    idType,
  }),
);

const everybody: fc.Arbitrary<ConditionDescription> = fc.record({
  type: fc.constant('public'),
  operator: fc.constantFrom(null, 'any', 'nonsense'),
});

/** Unknown gates, segments and targets that name no gate are in it too. */
function askingGates({ gates }: References): fc.Arbitrary<ConditionDescription> {
  const known = gates.length === 0 ? ['no_such_gate'] : gates;
  const name = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...known) },
    fc.constantFrom('no_such_gate', 'segment:no_such', 'constructor', null, 5),
  );
  const one = fc.record({
    type: fc.constantFrom('pass_gate', 'fail_gate'),
    targetValue: name,
    operator: fc.constantFrom(null, 'any'),
  });
  const several = fc.record({
    type: fc.constantFrom('multi_pass_gate', 'multi_fail_gate'),
    targetValue: fc.oneof({ weight: 9, arbitrary: fc.array(name, { maxLength: 3 }) }, name),
  });
  const shouting = fc.record({
    type: fc.constantFrom('PASS_GATE', 'Fail_Gate', 'MULTI_PASS_GATE', 'Multi_Fail_Gate'),
    targetValue: fc.oneof(name, fc.array(name, { maxLength: 2 })),
  });
  return fc.oneof({ weight: 12, arbitrary: one }, { weight: 2, arbitrary: several }, shouting);
}

function askingExperiments(experiments: readonly string[]): fc.Arbitrary<ConditionDescription> {
  return fc.record({
    type: fc.constant('experiment_group'),
    field: fc.constantFrom('no_such_config', ...experiments),
    operator: fc.constantFrom('any', 'none', 'eq', 'str_contains_any'),
    targetValue: fc.constantFrom(['Control', 'Test'], ['control'], 'Control', [''], null),
  });
}

/** Every condition type of both dialects. */
export function conditionOf(references: References): fc.Arbitrary<ConditionDescription> {
  const { experiments } = references;
  return fc.oneof(
    { weight: 10, arbitrary: userField },
    { weight: 6, arbitrary: everybody },
    { weight: 8, arbitrary: askingGates(references) },
    { weight: 6, arbitrary: userBucket },
    { weight: 2, arbitrary: userAgentField },
    { weight: 2, arbitrary: addressField },
    { weight: 2, arbitrary: environmentField },
    { weight: 3, arbitrary: unitID },
    { weight: 2, arbitrary: currentTime },
    { weight: 1, arbitrary: targetApp },
    ...(experiments === undefined ? [] : [{ weight: 2, arbitrary: askingExperiments(experiments) }]),
    {
      weight: 1,
      arbitrary: fc.oneof(
        oddType,
        everybody.map((condition) => ({ ...condition, isLost: true })),
      ),
    },
  );
}
