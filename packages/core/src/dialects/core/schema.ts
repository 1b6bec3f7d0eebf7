import * as v from 'valibot';

const unsignedInteger = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A condition of a v2 payload, in `condition_map`. */
export const coreConditionSchema = v.object({
  type: v.string(),
  operator: v.nullish(v.string()),
  field: v.nullish(v.string()),
  targetValue: v.optional(v.unknown()),
  additionalValues: v.nullish(v.object({ salt: v.nullish(v.string()) })),
  idType: v.string(),
});

export const coreRuleSchema = v.object({
  id: v.string(),
  name: v.string(),
  salt: v.nullish(v.string()),
  idType: v.string(),
  groupName: v.nullish(v.string()),
  passPercentage: v.number(),
  conditions: v.array(v.string()),
  returnValue: v.unknown(),
  configDelegate: v.nullish(v.string()),
  isExperimentGroup: v.nullish(v.boolean()),
  samplingRate: v.nullish(unsignedInteger),
});

/** A spec of a v2 payload. Server Core drops a spec in which a required field is missing or of another type. */
export const coreSpecSchema = v.object({
  type: v.string(),
  entity: v.string(),
  salt: v.string(),
  enabled: v.boolean(),
  idType: v.string(),
  version: v.nullish(unsignedInteger),
  targetAppIDs: v.nullish(v.array(v.string())),
  hasSharedParams: v.nullish(v.boolean()),
  explicitParameters: v.nullish(v.array(v.string())),
  isActive: v.nullish(v.boolean()),
  forwardAllExposures: v.nullish(v.boolean()),
  useNewLayerEval: v.nullish(v.boolean()),
  defaultValue: v.unknown(),
  rules: v.array(coreRuleSchema),
});

export type CoreRule = v.InferOutput<typeof coreRuleSchema>;
