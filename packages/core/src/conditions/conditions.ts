import type { ConditionType } from './condition.ts';
import { noGates, valueCondition } from './condition.ts';
import { country } from './country.ts';
import { gateCondition } from './gates.ts';
import { userAgent } from './user-agent.ts';

/** Condition types by the name they have in a payload. */
export type Conditions = Readonly<Record<string, ConditionType>>;

/** The condition types that every payload may use, one row each. A dialect adds its own. */
export const commonConditions: Conditions = {
  public: () => ({ check: () => true, nested: false, read: null, gates: noGates }),

  pass_gate: gateCondition((value) => value),
  fail_gate: gateCondition((value) => !value),

  user_field: valueCondition(({ field }, { dialect }) => dialect.readers.field(field)),
  environment_field: valueCondition(({ field }, { dialect }) => dialect.readers.environment(field)),
  unit_id: valueCondition(({ idType }, { dialect }) => dialect.readers.unitValue(idType)),
  ip_based: valueCondition(country),
  ua_based: valueCondition(userAgent),
  current_time: valueCondition((_, { dialect }) => dialect.readers.now),
  target_app: valueCondition(
    () =>
      ({ context, specs }) =>
        context.targetAppID ?? specs.appID ?? null,
  ),
  user_bucket: valueCondition(({ idType, salt }, { dialect, bucketer }) => {
    const unitID = dialect.readers.unitID(idType);
    const bucket = bucketer(`${salt}.`, 1_000);
    return (run) => bucket(unitID(run.user));
  }),
};
