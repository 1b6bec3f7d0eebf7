import * as v from 'valibot';
import { failed, ok } from '../../result.ts';
import { entityOf } from '../../specs/entity.ts';
import { describeIssue } from '../../specs/issues.ts';
import type { Condition, Rule, SpecKind } from '../../specs/spec.ts';
import { numberOf, textOf } from '../../specs/text.ts';
import type { Normalize } from '../dialect.ts';
import { parameterValues } from '../parameter-values.ts';
import { type LegacyRule, legacyConditionSchema, legacySpecSchema } from './schema.ts';

/**
 * Reads a v1 spec. A gate's value is whether its rule passed, whatever `returnValue` and `defaultValue` say, and a
 * disabled spec has no rules.
 */
export const normalizeLegacy: Normalize = (wire, { name, kind }) => {
  const parsed = v.safeParse(legacySpecSchema, wire);
  if (!parsed.success) return failed(describeIssue(parsed.issues));
  const spec = parsed.output;
  const enabled = Boolean(spec.enabled);
  return ok({
    name,
    entity: entityOf(kind, name, spec),
    targetAppIDs: spec.targetAppIDs ?? [],
    hasSharedParams: spec.hasSharedParams === true,
    salt: textOf(spec.salt),
    idType: spec.idType ?? null,
    version: spec.version ?? null,
    explicitParameters: spec.explicitParameters ?? null,
    defaultValue: kind === 'gate' ? false : parameterValues(spec.defaultValue),
    fallbackRuleID: enabled ? 'default' : 'disabled',
    rules: enabled ? spec.rules.map((rule) => normalizeRule(rule, kind)) : [],
    isActive: spec.isActive === true,
    forwardAllExposures: spec.forwardAllExposures === true,
    mergesRules: false,
  });
};

function normalizeRule(rule: LegacyRule, kind: SpecKind): Rule {
  return {
    id: typeof rule.id === 'string' ? rule.id : '',
    salt: textOf(rule.salt ?? rule.id),
    idType: rule.idType ?? 'userID',
    groupName: rule.groupName ?? null,
    passPercentage: numberOf(rule.passPercentage),
    conditions: rule.conditions.map(normalizeCondition),
    returnValue: kind === 'gate' ? true : parameterValues(rule.returnValue),
    configDelegate: kind === 'gate' ? null : (rule.configDelegate ?? null),
    isExperimentGroup: Boolean(rule.isExperimentGroup),
    samplingRate: rule.samplingRate ?? null,
  };
}

function normalizeCondition(wire: unknown): Condition | null {
  const parsed = v.safeParse(legacyConditionSchema, wire);
  if (!parsed.success) return null;
  const condition = parsed.output;
  return {
    type: normalizeType(condition.type),
    operator: condition.operator?.toLowerCase() ?? '',
    field: condition.field ?? null,
    targetValue: condition.targetValue,
    // The legacy SDK hashes the text `undefined` when there is no salt.
    salt: textOf(condition.additionalValues?.['salt']),
    idType: condition.idType ?? 'userID',
  };
}

/** Case is ignored, but the legacy SDK reads any other spelling of `multi_pass_gate` as its opposite. */
function normalizeType(type: string): string {
  const lower = type.toLowerCase();
  return lower === 'multi_pass_gate' && type !== lower ? 'multi_fail_gate' : lower;
}
