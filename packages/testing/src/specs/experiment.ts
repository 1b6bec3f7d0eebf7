import { percentageOf } from './bounds.ts';
import { type Condition, conditionOf } from './condition.ts';
import { type Parameters, ruleOf, type SpecBuilder, specOf, type WireRule, type WireSpec } from './spec.ts';

/** An experiment in the making. Users are spread evenly over its groups. */
export interface ExperimentBuilder extends SpecBuilder {
  /** Puts users for whom all of this holds into a group, whatever their bucket. */
  assign(groupName: string, ...conditions: readonly Condition[]): ExperimentBuilder;
  /**
   * Takes only a part of the users in; the others get the fallbacks where values are read.
   *
   * @param percentage - From 0 to 100. By default 100.
   */
  allocate(percentage: number): ExperimentBuilder;
  /** Gives values to users who are in no group. */
  defaults(values: Parameters): ExperimentBuilder;
  /** The ID by which users are spread, such as `stableID`. By default `userID`. */
  by(idType: string): ExperimentBuilder;
}

interface Experiment {
  readonly name: string;
  readonly groups: Readonly<Record<string, Parameters>>;
  readonly assignments: readonly { readonly groupName: string; readonly conditions: readonly Condition[] }[];
  readonly allocation: number;
  readonly defaultValue: Parameters;
  readonly idType: string;
}

/** Experiments bucket users into so many. */
const bucketCount = 1_000;

/**
 * An experiment under way.
 *
 * @param groups - The parameters of each group, by the group's name.
 * @example
 * experiment('checkout_button', { control: { color: 'blue' }, treatment: { color: 'red' } })
 *   .assign('treatment', user.userID.isOneOf('ada'));
 */
export function experiment(name: string, groups: Readonly<Record<string, Parameters>>): ExperimentBuilder {
  return builderOf({ name, groups, assignments: [], allocation: 100, defaultValue: {}, idType: 'userID' });
}

function builderOf(spec: Experiment): ExperimentBuilder {
  return {
    section: 'dynamic_configs',
    name: spec.name,
    assign: (groupName, ...conditions) =>
      builderOf({ ...spec, assignments: [...spec.assignments, { groupName, conditions }] }),
    allocate: (percentage) => builderOf({ ...spec, allocation: percentageOf(percentage, 'allocate') }),
    defaults: (defaultValue) => builderOf({ ...spec, defaultValue }),
    by: (idType) => builderOf({ ...spec, idType }),
    toJSON: () => wireOf(spec),
  };
}

function wireOf(spec: Experiment): WireSpec {
  const { name, groups, assignments, defaultValue, idType } = spec;
  const inGroup = (groupName: string, conditions: readonly Condition[], id = groupName): WireRule =>
    ruleOf({
      id: `${name}:${id}`,
      groupName,
      idType,
      conditions,
      returnValue: groups[groupName] ?? {},
      isExperimentGroup: true,
    });
  const names = Object.keys(groups);
  return specOf({
    name,
    entity: 'experiment',
    idType,
    isActive: true,
    explicitParameters: [...new Set(Object.values(groups).flatMap(Object.keys))],
    defaultValue,
    rules: [
      ...assignments.map(({ groupName, conditions }, index) =>
        inGroup(groupName, conditions, `${groupName}:${index + 1}`),
      ),
      ...(spec.allocation < 100 ? [leftOut(spec)] : []),
      ...names.map((groupName, index) =>
        inGroup(groupName, [bucketBelow(((index + 1) * bucketCount) / names.length, name, spec)]),
      ),
    ],
  });
}

/** Takes those who are not in the experiment before any group could. */
function leftOut(spec: Experiment): WireRule {
  const { name, idType, allocation, defaultValue } = spec;
  const bucket = bucketBelow((allocation * bucketCount) / 100, `${name}:allocation`, spec);
  const conditions = [{ ...bucket, operator: 'gte' }];
  return ruleOf({ id: `${name}:left_out`, idType, conditions, returnValue: defaultValue });
}

function bucketBelow(targetValue: number, salt: string, { idType }: Experiment): Condition {
  return conditionOf({
    type: 'user_bucket',
    operator: 'lt',
    targetValue,
    idType,
    additionalValues: { salt },
  });
}
