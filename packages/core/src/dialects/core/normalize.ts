import * as v from 'valibot';
import { failed, ok } from '../../result.ts';
import { entityOf } from '../../specs/entity.ts';
import { describeIssue } from '../../specs/issues.ts';
import { type Part, readPart } from '../../specs/part.ts';
import type { Condition, Rule } from '../../specs/spec.ts';
import type { Normalize, SpecPlace } from '../dialect.ts';
import { parameterValues } from '../parameter-values.ts';
import { type CoreRule, coreConditionSchema, coreSpecSchema } from './schema.ts';

/** Reads a v2 spec. A gate's value is what its rule returns, and a disabled spec still has rules. */
export const normalizeCore: Normalize = (wire, place) => {
  const parsed = v.safeParse(coreSpecSchema, wire);
  if (!parsed.success) return failed(describeIssue(parsed.issues));
  const spec = parsed.output;
  return ok({
    name: place.name,
    entity: entityOf(place.kind, place.name, spec),
    targetAppIDs: spec.targetAppIDs ?? [],
    hasSharedParams: spec.hasSharedParams === true,
    salt: spec.salt,
    idType: spec.idType,
    version: spec.version ?? null,
    explicitParameters: spec.explicitParameters ?? null,
    defaultValue: place.kind === 'gate' ? spec.defaultValue === true : parameterValues(spec.defaultValue),
    fallbackRuleID: spec.enabled ? 'default' : 'disabled',
    rules: spec.rules.map((rule) => normalizeRule(rule, place)),
    isActive: spec.isActive === true,
    forwardAllExposures: spec.forwardAllExposures === true,
    mergesRules: place.kind === 'layer' && spec.useNewLayerEval === true,
  });
};

export function normalizeRule(rule: CoreRule, { kind, conditions }: Omit<SpecPlace, 'name'>): Rule {
  return {
    id: rule.id,
    salt: rule.salt ?? rule.id,
    idType: rule.idType,
    groupName: rule.groupName ?? null,
    passPercentage: rule.passPercentage,
    conditions: rule.conditions.map((id) => normalizeCondition(readCondition(conditions.get(id)))),
    returnValue: kind === 'gate' ? rule.returnValue !== false : parameterValues(rule.returnValue),
    configDelegate: kind === 'gate' ? null : (rule.configDelegate ?? null),
    isExperimentGroup: rule.isExperimentGroup === true,
    samplingRate: rule.samplingRate ?? null,
  };
}

/** A condition that is not there, or is no JSON, is one that cannot be read. */
function readCondition(part: Part | undefined): unknown {
  try {
    return readPart(part);
  } catch {
    return undefined;
  }
}

function normalizeCondition(wire: unknown): Condition | null {
  const parsed = v.safeParse(coreConditionSchema, wire);
  if (!parsed.success) return null;
  const condition = parsed.output;
  return {
    type: condition.type,
    operator: condition.operator ?? '',
    field: condition.field ?? null,
    targetValue: condition.targetValue,
    salt: condition.additionalValues?.salt ?? '',
    idType: condition.idType,
  };
}
