import fc from 'fast-check';
import { conditionOf, type References } from './conditions.ts';
import { idTypes } from './names.ts';
import type { Json, RuleDescription, SpecDescription } from './project.ts';

/** What distinguishes one kind of spec from another. */
export interface SpecShape {
  readonly name: string;
  readonly entity: string;
  readonly answers: 'boolean' | 'parameters';
  /** The experiments that its rules may hand over to. */
  readonly delegates: readonly string[];
}

const percentages = [0, 100, 100, 100, 100, 50, 0.5, 33.33, 0.005, 0.29, 99.99, 66.667, -1, 101];
const ruleIDs = [
  'rule-1',
  'rule-2',
  'rule-3',
  'rule-4',
  'rule-5',
  'inlineTargetingRules',
  'x:id_override',
  '',
];

const values: Readonly<Record<SpecShape['answers'], fc.Arbitrary<Json>>> = {
  // Mostly what a server sends; what else v2 payloads use on purpose, v1 payloads must not notice.
  boolean: fc.oneof(
    { weight: 9, arbitrary: fc.constant(true) },
    fc.constantFrom<Json[]>(false, null, {}, 'true', 1),
  ),
  parameters: fc.oneof(
    {
      weight: 15,
      arbitrary: fc.dictionary(
        fc.constantFrom('color', 'size', 'on', 'nested', 'toString'),
        fc.constantFrom<Json[]>('red', '', 0, 1.5, 1e21, true, null, [1, 'a'], { deep: { er: [] } }),
        { maxKeys: 3 },
      ),
    },
    fc.constantFrom<Json[]>(null, true, 'text', 5),
  ),
};

const idType = fc.constantFrom(...idTypes);

/** A list of required fields to leave out, nearly always empty. */
function omitting(...fields: readonly string[]): fc.Arbitrary<readonly string[]> {
  return fc.oneof(
    { weight: 60, arbitrary: fc.constant([]) },
    fc.constantFrom(...fields).map((field) => [field]),
  );
}

function ruleOf(shape: SpecShape, references: References): fc.Arbitrary<RuleDescription> {
  return fc.record(
    {
      id: fc.constantFrom(...ruleIDs),
      idType,
      passPercentage: fc.oneof(
        { weight: 30, arbitrary: fc.constantFrom<Json[]>(...percentages) },
        { weight: 3, arbitrary: fc.double({ min: 0.001, max: 100, noNaN: true }) },
        fc.constantFrom<Json[]>('50', '100', null),
      ),
      conditions: fc.array(conditionOf(references), { maxLength: 3, size: 'max' }),
      returnValue: values[shape.answers],
      omitted: omitting('id', 'idType', 'passPercentage', 'returnValue'),
      salt: fc.constantFrom('rule-salt', '', null),
      groupName: fc.constantFrom('Control', 'Test', '', null),
      isExperimentGroup: fc.boolean(),
      ...(shape.answers === 'boolean' ? { isBlocking: fc.boolean() } : undefined),
      ...(shape.delegates.length > 0 ? { configDelegate: fc.constantFrom(...shape.delegates) } : undefined),
    },
    { requiredKeys: ['id', 'idType', 'passPercentage', 'conditions', 'returnValue', 'omitted'] },
  );
}

/** What only experiments and layers have. */
const experimentFields = {
  explicitParameters: fc.uniqueArray(fc.constantFrom('color', 'size', 'on'), { maxLength: 2 }),
  isActive: fc.boolean(),
  hasSharedParams: fc.boolean(),
};

/** A spec of one shape that refers to others only as allowed. */
export function specOf(shape: SpecShape, references: References): fc.Arbitrary<SpecDescription> {
  return fc.record(
    {
      name: fc.constant(shape.name),
      entity: fc.constant(shape.entity),
      salt: fc.constantFrom(`${shape.name}-salt`, `${shape.name}-salt`, ''),
      enabled: fc.constantFrom(true, true, true, true, true, false),
      idType,
      defaultValue: values[shape.answers],
      rules: fc.array(ruleOf(shape, references), { maxLength: 4, size: 'max' }),
      omitted: omitting('salt', 'enabled', 'idType', 'defaultValue', 'entity'),
      keepsRules: fc.boolean(),
      version: fc.nat(20),
      ...(shape.answers === 'boolean' ? undefined : experimentFields),
    },
    { requiredKeys: ['name', 'entity', 'salt', 'enabled', 'idType', 'defaultValue', 'rules', 'omitted'] },
  );
}
