import { compileCondition } from '../conditions/compile-condition.ts';
import type { ConditionParts } from '../conditions/condition.ts';
import { giveUp } from '../conditions/condition.ts';
import type { Answer, Kind } from '../evaluate/kinds.ts';
import type { Evaluation } from '../results/evaluation.ts';
import type { CompiledRule, CompiledSpec, RuleTest } from './compiled.ts';
import type { AnswerDetails } from './details.ts';
import type { Rule, Spec } from './spec.ts';

/** Finishes every answer that a spec can give, and prepares the conditions that lead to each. */
export function compileSpec<E extends Evaluation>(
  spec: Spec,
  kind: Kind<E>,
  details: AnswerDetails,
  parts: ConditionParts,
): CompiledSpec<E> {
  const { rules: wireRules, salt, defaultValue: _, fallbackRuleID: __, ...kept } = spec;
  const answer = answerOf(spec, details);
  const rules = wireRules.map((rule) => compileRule(salt, rule, answer, { kind, parts }));
  const { results } = parts.dialect;
  // What has no rules lists no parameters of its own in v1; as a delegate the same spec does.
  const withoutRules = results.listsWithoutRules ? spec.explicitParameters : null;
  const isDisabled = spec.fallbackRuleID === 'disabled';
  const fallback = isDisabled ? { ...answer, explicitParameters: withoutRules } : answer;
  const unsupported: Answer = {
    ...answer,
    explicitParameters: withoutRules,
    idType: results.idType(spec.idType, null),
    value: kind.empty,
    ruleID: '',
    details: details.of('Unsupported', spec.version),
  };
  return {
    ...kept,
    kind,
    rules,
    memo: { serial: 0, answer: null },
    answers: [],
    nested: kept.mergesRules || rules.some((rule) => rule.nested || rule.delegate !== null),
    fallback: kind.outcome(fallback),
    unsupported: kind.outcome(unsupported),
  };
}

/** The answer that no rule gives. */
function answerOf(spec: Spec, details: AnswerDetails): Answer {
  const { name, idType, explicitParameters, defaultValue, fallbackRuleID, version } = spec;
  return {
    name,
    idType,
    explicitParameters,
    value: defaultValue,
    ruleID: fallbackRuleID,
    rulePassed: false,
    rule: null,
    details: details.of('Recognized', version),
  };
}

function compileRule<E extends Evaluation>(
  salt: string,
  rule: Rule,
  fallback: Answer,
  { kind, parts }: { readonly kind: Kind<E>; readonly parts: ConditionParts },
): CompiledRule<E> {
  return {
    ...compileTest(salt, rule, parts),
    delegate: rule.configDelegate,
    isExperimentGroup: rule.isExperimentGroup,
    samplingRate: rule.samplingRate,
    pass: kind.outcome({ ...fallback, value: rule.returnValue, ruleID: rule.id, rulePassed: true, rule }),
    fail: kind.outcome({ ...fallback, ruleID: rule.id, rule }),
  };
}

/** Prepares the question whether a user matches a rule, and then passes it. */
export function compileTest(salt: string, rule: Rule, parts: ConditionParts): RuleTest {
  const conditions = rule.conditions.map((condition) => ({
    condition,
    compiled: compileCondition(condition, parts),
  }));
  return {
    checks: conditions.map(({ compiled }) => compiled?.check ?? giveUp),
    conditions,
    nested: conditions.some(({ compiled }) => compiled?.nested === true),
    unsupported: conditions.some(({ compiled }) => compiled === null),
    // Compared in doubles as it is: 0.29 % of 10,000 is a little under 29, so bucket 28 is the last to pass.
    threshold: rule.passPercentage * 100,
    bucket: parts.bucketer(`${salt}.${rule.salt}.`, 10_000),
    unitID: parts.dialect.readers.unitID(rule.idType),
    idType: rule.idType,
  };
}
