import * as v from 'valibot';
import type { Entity, Project, Rule, Section } from './project.ts';

/** Reads something unknown; every mistake has the path to it. */
export type Schema<Output> = v.GenericSchema<unknown, Output>;

const text = v.pipe(v.string(), v.nonEmpty());

/** A name that people give and that travels as it is. */
const name = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.maxLength(200),
  v.regex(/^\P{Cc}*$/u, 'Control characters are not allowed'),
);

const names = v.optional(v.array(name), []);
const values = v.record(v.string(), v.unknown());
const percentage = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const condition = v.strictObject({
  type: text,
  operator: v.nullish(v.string(), null),
  field: v.nullish(v.string(), null),
  targetValue: v.optional(v.unknown(), null),
  idType: v.optional(text, 'userID'),
  additionalValues: v.optional(v.record(v.string(), v.string()), {}),
});

const ruleEntries = {
  id: v.optional(name),
  name: v.optional(v.string(), ''),
  salt: v.optional(v.string()),
  passPercentage: v.optional(percentage, 100),
  conditions: v.optional(v.array(condition), []),
  environments: v.nullish(v.array(text), null),
  groupName: v.nullish(v.string(), null),
  idType: v.optional(text),
  configDelegate: v.nullish(v.string(), null),
  isExperimentGroup: v.optional(v.boolean(), false),
  samplingRate: v.nullish(count, null),
};

const gateRules = v.array(v.strictObject({ ...ruleEntries, returnValue: v.optional(v.boolean(), true) }));
const valueRules = v.array(v.strictObject({ ...ruleEntries, returnValue: v.optional(values, {}) }));

const commonEntries = {
  id: name,
  description: v.optional(v.string(), ''),
  tags: v.optional(v.array(v.string()), []),
  idType: v.optional(text, 'userID'),
  salt: v.optional(v.string()),
  isEnabled: v.optional(v.boolean(), true),
  targetApps: v.optional(v.array(v.string()), []),
  version: v.nullish(count, null),
  forwardAllExposures: v.optional(v.boolean(), false),
};

const group = v.pipe(
  v.strictObject({
    id: v.optional(name),
    name,
    size: percentage,
    parameterValues: v.optional(values, {}),
  }),
  v.transform((fields) => ({ ...fields, id: fields.id ?? fields.name })),
);

type PartialRule = v.InferOutput<typeof gateRules | typeof valueRules>[number];

interface Unfilled {
  readonly id: string;
  readonly idType: string;
  readonly salt?: string | undefined;
  readonly rules?: readonly PartialRule[] | null | undefined;
}

/** Adds what goes without saying, and cannot be said by one field's schema alone. */
function fill<Fields extends Unfilled>({ rules, salt, ...fields }: Fields) {
  return { ...fields, salt: salt ?? fields.id, rules: rules ? fillRules(rules, fields.idType) : null };
}

/** The same for what always has rules. */
function fillWithRules<Fields extends Unfilled>(fields: Fields) {
  const filled = fill(fields);
  return { ...filled, rules: filled.rules ?? [] };
}

function fillRules(rules: readonly PartialRule[], specIDType: string): readonly Rule[] {
  return rules.map(({ id, salt, idType, ...rule }, index) => {
    const ruleID = id ?? (rule.name || `rule_${index + 1}`);
    return { ...rule, id: ruleID, salt: salt ?? ruleID, idType: idType ?? specIDType };
  });
}

const experiment = v.strictObject({
  ...commonEntries,
  status: v.optional(v.picklist(['setup', 'active', 'decision_made', 'abandoned']), 'setup'),
  allocation: v.optional(percentage, 100),
  allocationStart: v.nullish(percentage, null),
  layerID: v.nullish(name, null),
  targetingGateID: v.nullish(name, null),
  groups: v.optional(v.array(group), []),
  launchedGroupID: v.nullish(name, null),
  defaultValue: v.nullish(values, null),
  rules: v.nullish(valueRules, null),
  explicitParameters: v.nullish(v.array(v.string()), null),
});

/** The schema of what each section holds. */
const entitySchemas: { readonly [Name in Section]: Schema<Project[Name][number]> } = {
  gates: v.pipe(
    v.strictObject({
      ...commonEntries,
      defaultValue: v.optional(v.boolean(), false),
      rules: v.optional(gateRules, []),
    }),
    v.transform(fillWithRules),
  ),
  dynamic_configs: v.pipe(
    v.strictObject({
      ...commonEntries,
      defaultValue: v.optional(values, {}),
      rules: v.optional(valueRules, []),
    }),
    v.transform(fillWithRules),
  ),
  experiments: v.pipe(experiment, v.transform(fill)),
  layers: v.pipe(
    v.strictObject({
      ...commonEntries,
      defaultValue: v.optional(values, {}),
      rules: v.nullish(valueRules, null),
      useNewLayerEval: v.optional(v.boolean(), false),
    }),
    v.transform(fill),
  ),
  segments: v.pipe(
    v.strictObject({
      ...commonEntries,
      type: v.optional(v.picklist(['id_list', 'rule_based']), 'rule_based'),
      ids: v.optional(v.array(text), []),
      rules: v.optional(gateRules, []),
    }),
    v.transform(fillWithRules),
  ),
  holdouts: v.pipe(
    v.strictObject({
      ...commonEntries,
      passPercentage: v.optional(percentage, 0),
      gateIDs: names,
      dynamicConfigIDs: names,
      experimentIDs: names,
      layerIDs: names,
      rules: v.nullish(gateRules, null),
    }),
    v.transform(fill),
  ),
  param_stores: v.strictObject({
    id: name,
    description: v.optional(v.string(), ''),
    targetApps: v.optional(v.array(v.string()), []),
    parameters: v.optional(v.record(v.string(), values), {}),
  }),
};

const listOf = <Item extends Entity>(schema: Schema<Item>) => v.optional(v.array(schema), []);

/** The schema of a whole project. A section that is left out is empty. */
export const projectSchema: Schema<Project> = v.strictObject({
  gates: listOf(entitySchemas.gates),
  dynamic_configs: listOf(entitySchemas.dynamic_configs),
  experiments: listOf(entitySchemas.experiments),
  layers: listOf(entitySchemas.layers),
  segments: listOf(entitySchemas.segments),
  holdouts: listOf(entitySchemas.holdouts),
  param_stores: listOf(entitySchemas.param_stores),
  settings: v.optional(values, {}),
});
