import type { EvaluationReason } from '../results/evaluation.ts';
import type { Condition } from '../specs/spec.ts';

/** Why a user got an answer: everything that was looked at, in order, as data. */
export interface Explanation {
  readonly kind: 'gate' | 'dynamicConfig' | 'experiment' | 'layer';
  readonly name: string;
  readonly value: unknown;
  readonly ruleID: string;
  readonly groupName: string | null;
  readonly reason: EvaluationReason;
  /**
   * What gave the answer: the spec's `rules`, a local `override`, an assignment that was `persisted`, a contextual
   * `bandit`, or `nothing`, when there is no such spec or it cannot be evaluated.
   */
  readonly by: 'rules' | 'override' | 'persisted' | 'bandit' | 'nothing';
  /** The spec whose rules were read in place of this one's, when the project maps one to the other; else null. */
  readonly overrideConfigName: string | null;
  /** The rules that were looked at, the deciding one last. */
  readonly rules: readonly ExplainedRule[];
  /** Whether the same was explained before, further up: then its rules are not listed again. */
  readonly isRepeated: boolean;
}

/** What became of one rule. */
export interface ExplainedRule {
  readonly ruleID: string;
  readonly groupName: string | null;
  /**
   * `passed`: it decided. `missed`: it decided too, against the user, whose bucket is beyond the percentage.
   * `delegated`: an experiment decided in its place. `skipped`: a condition failed. `unsupported`: a condition cannot be
   * understood, which ends the evaluation. `contributed`: it set parameters of a layer that merges its rules.
   */
  readonly outcome: 'passed' | 'missed' | 'delegated' | 'skipped' | 'unsupported' | 'contributed';
  readonly conditions: readonly ExplainedCondition[];
  /** Where the user stands against the pass percentage; null when the conditions failed before it mattered. */
  readonly percentage: ExplainedPercentage | null;
  /** The experiment that the rule hands over to; null for rules of their own. */
  readonly delegate: Explanation | null;
}

/** A user's bucket against a pass percentage. */
export interface ExplainedPercentage {
  /** From 0 to 9,999; null when the percentage is 0 or 100 and nobody is hashed. */
  readonly bucket: number | null;
  /** Buckets below this pass. */
  readonly passesBelow: number;
  /** What was hashed: the ID type, and the ID under it. */
  readonly idType: string;
  readonly unitID: string;
}

/** What became of one condition. */
export interface ExplainedCondition {
  readonly type: Condition['type'];
  readonly operator: Condition['operator'];
  readonly field: Condition['field'];
  readonly targetValue: unknown;
  /** What the user has there: for `user_bucket` the bucket, from 0 to 999. Private attributes show as `[private]`. */
  readonly value: unknown;
  readonly outcome: 'passed' | 'failed' | 'unsupported';
  /** The gates that the condition asked. */
  readonly gates: readonly Explanation[];
}

/** Stands for the value of a private attribute. */
export const privateValue = '[private]';
