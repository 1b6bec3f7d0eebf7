import type { Experiment, Layer, Values } from '../project/project.ts';
import { commonSpec } from './common-spec.ts';
import { madeCondition } from './conditions.ts';
import { holdoutRules, madeRule, wireRules } from './rules.ts';
import type { WireRule, WireSpec } from './wire.ts';

/** What an experiment depends on besides itself. */
interface Surroundings {
  readonly layer: Layer | undefined;
  /** Its buckets of the layer's. */
  readonly share: readonly number[] | undefined;
  readonly holdoutIDs: readonly string[];
}

/** Turns an experiment into a spec: what keeps units out, in order, and then its groups. */
export function experimentSpec(experiment: Experiment, { layer, share, holdoutIDs }: Surroundings): WireSpec {
  const { idType, groups, rules } = experiment;
  const defaultValue = { ...layer?.defaultValue, ...(experiment.defaultValue ?? groups[0]?.parameterValues) };
  const parameters = experiment.explicitParameters ?? [
    ...new Set(groups.flatMap(({ parameterValues }) => Object.keys(parameterValues))),
  ];
  const made = [
    ...stateRules(experiment, defaultValue),
    ...allocationRules(experiment, defaultValue, { layer, share }),
    ...targetingRules(experiment, defaultValue),
    ...groupRules(experiment, defaultValue),
  ];
  return {
    ...commonSpec(experiment, 'experiment'),
    isActive: experiment.isEnabled && experiment.status === 'active',
    hasSharedParams: experiment.layerID !== null,
    explicitParameters: parameters,
    defaultValue,
    rules: [...holdoutRules(holdoutIDs, idType, defaultValue), ...(rules === null ? made : wireRules(rules))],
  };
}

/** An experiment that does not run gives everyone one answer. */
function stateRules(
  { status, idType, groups, launchedGroupID }: Experiment,
  defaultValue: Values,
): readonly WireRule[] {
  const launched = groups.find(({ id }) => id === launchedGroupID);
  const answers: Readonly<Record<Experiment['status'], WireRule | undefined>> = {
    setup: { ...madeRule('prestart', idType), returnValue: defaultValue },
    active: undefined,
    decision_made: {
      ...madeRule('launchedGroup', idType),
      groupName: launched?.name ?? null,
      returnValue: { ...defaultValue, ...launched?.parameterValues },
    },
    abandoned: { ...madeRule('abandoned', idType), returnValue: defaultValue },
  };
  const answer = answers[status];
  return answer === undefined ? [] : [answer];
}

/** Keeps out those who are in another share: of the layer's buckets, or of its own. */
function allocationRules(
  { idType, allocation, salt, layerID }: Experiment,
  returnValue: Values,
  { layer, share }: Pick<Surroundings, 'layer' | 'share'>,
): readonly WireRule[] {
  const bucket = (operator: string, targetValue: unknown, bucketSalt: string): WireRule => ({
    ...madeRule('layerAssignment', idType),
    conditions: [
      madeCondition({
        type: 'user_bucket',
        operator,
        targetValue,
        idType,
        additionalValues: { salt: bucketSalt },
      }),
    ],
    returnValue,
  });
  if (layerID !== null) return [bucket('none', share ?? [], layer?.salt ?? layerID)];
  // Another salt than the groups': else those who take part would all be in the first group.
  return allocation < 100 ? [bucket('gte', Math.round(allocation * 10), `${salt}.allocation`)] : [];
}

function targetingRules({ idType, targetingGateID }: Experiment, returnValue: Values): readonly WireRule[] {
  if (targetingGateID === null) return [];
  const conditions = [madeCondition({ type: 'fail_gate', targetValue: targetingGateID })];
  return [{ ...madeRule('targetingGate', idType), conditions, returnValue }];
}

function groupRules({ idType, salt, groups }: Experiment, defaultValue: Values): readonly WireRule[] {
  let end = 0;
  return groups.map(({ id, name, size, parameterValues }) => {
    end += size;
    return {
      ...madeRule(id, idType),
      name,
      groupName: name,
      conditions: [
        madeCondition({
          type: 'user_bucket',
          operator: 'lt',
          targetValue: Math.round(end * 10),
          additionalValues: { salt },
          idType,
        }),
      ],
      returnValue: { ...defaultValue, ...parameterValues },
      isExperimentGroup: true,
    };
  });
}
