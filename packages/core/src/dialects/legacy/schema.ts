import * as v from 'valibot';

/** A field that is taken when it has the right type and counts as absent otherwise, as in the legacy SDK. */
const lenient = <T extends v.GenericSchema>(schema: T) => v.fallback(v.nullish(schema), null);

/** A condition of a v1 payload. */
export const legacyConditionSchema = v.object({
  type: v.string(),
  operator: lenient(v.string()),
  field: lenient(v.string()),
  targetValue: v.optional(v.unknown()),
  additionalValues: lenient(v.record(v.string(), v.unknown())),
  idType: lenient(v.string()),
});

/** A rule of a v1 payload. Its conditions are read one by one: a bad one makes the rule unsupported, no more. */
const legacyRuleSchema = v.object({
  id: v.optional(v.unknown()),
  salt: v.optional(v.unknown()),
  idType: lenient(v.string()),
  groupName: lenient(v.string()),
  passPercentage: v.optional(v.unknown()),
  conditions: v.optional(v.array(v.unknown()), []),
  returnValue: v.optional(v.unknown()),
  configDelegate: lenient(v.string()),
  isExperimentGroup: v.optional(v.unknown()),
  samplingRate: lenient(v.number()),
});

/** A spec of a v1 payload. */
export const legacySpecSchema = v.object({
  salt: v.optional(v.unknown()),
  enabled: v.optional(v.unknown()),
  idType: lenient(v.string()),
  entity: v.optional(v.unknown()),
  type: v.optional(v.unknown()),
  targetAppIDs: lenient(v.array(v.string())),
  hasSharedParams: v.optional(v.unknown()),
  version: lenient(v.number()),
  explicitParameters: lenient(v.array(v.string())),
  isActive: v.optional(v.unknown()),
  forwardAllExposures: v.optional(v.unknown()),
  defaultValue: v.optional(v.unknown()),
  rules: v.array(legacyRuleSchema),
});

export type LegacyRule = v.InferOutput<typeof legacyRuleSchema>;
