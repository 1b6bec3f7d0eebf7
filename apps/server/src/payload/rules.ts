import type { Rule } from '../project/project.ts';
import { everyone, madeCondition, wireCondition } from './conditions.ts';
import type { WireRule } from './wire.ts';

/** Writes rules as they travel. */
export function wireRules(rules: readonly Rule[]): readonly WireRule[] {
  return rules.map(wireRule);
}

function wireRule(rule: Rule): WireRule {
  const conditions = [
    ...(rule.environments === null
      ? []
      : [
          madeCondition({
            type: 'environment_field',
            operator: 'any',
            field: 'tier',
            targetValue: rule.environments,
          }),
        ]),
    ...rule.conditions.map(wireCondition),
  ];
  return {
    ...madeRule(rule.id, rule.idType),
    name: rule.name,
    salt: rule.salt,
    groupName: rule.groupName,
    passPercentage: rule.passPercentage,
    conditions: conditions.length > 0 ? conditions : [everyone],
    returnValue: rule.returnValue,
    ...(rule.configDelegate === null ? {} : { configDelegate: rule.configDelegate }),
    ...(rule.isExperimentGroup ? { isExperimentGroup: true } : {}),
    ...(rule.samplingRate === null ? {} : { samplingRate: rule.samplingRate }),
  };
}

/** A rule that is made here, not written by an author: for everyone, with everything still to be said. */
export function madeRule(id: string, idType: string): WireRule {
  return {
    id,
    name: id,
    salt: '',
    idType,
    isDeviceBased: idType.toLowerCase() === 'stableid',
    groupName: null,
    passPercentage: 100,
    conditions: [everyone],
    returnValue: {},
  };
}

/** Rules that nobody passes who is held out: what they miss is the default, and the rule's ID says why. */
export function holdoutRules(
  ids: readonly string[],
  idType: string,
  returnValue: unknown,
): readonly WireRule[] {
  return ids.map((id) => ({
    ...madeRule(id, idType),
    passPercentage: 0,
    conditions: [madeCondition({ type: 'pass_gate', targetValue: id })],
    returnValue,
  }));
}
