/** A spec's place in the payload, which decides the shape of its answer. */
export type SpecKind = 'gate' | 'config' | 'layer';

/** What a spec is to people; the evaluator treats those of one kind alike. */
export type Entity =
  | 'feature_gate'
  | 'segment'
  | 'holdout'
  | 'dynamic_config'
  | 'experiment'
  | 'autotune'
  | 'layer';

/**
 * A spec in the evaluator's own terms, whatever payload it came in: gate values are explicit, conditions stand in
 * their rules, names are in lower case where case does not matter, salts and ID types are filled in.
 */
export interface Spec {
  readonly name: string;
  readonly entity: Entity;
  /** The target apps whose clients may see the spec. */
  readonly targetAppIDs: readonly string[];
  /** Whether the experiment's parameters belong to a layer. */
  readonly hasSharedParams: boolean;
  readonly salt: string;
  readonly idType: string | null;
  readonly version: number | null;
  readonly explicitParameters: readonly string[] | null;
  /** A boolean for gates, parameters for the others. */
  readonly defaultValue: unknown;
  /** The rule ID of an answer that no rule gave. */
  readonly fallbackRuleID: 'default' | 'disabled';
  readonly rules: readonly Rule[];
  /** Whether the experiment is running; only then are assignments kept. */
  readonly isActive: boolean;
  /** Whether no exposure of the spec may be left out by sampling. */
  readonly forwardAllExposures: boolean;
  /** Whether all matching rules contribute parameters, instead of the first one alone. */
  readonly mergesRules: boolean;
}

export interface Rule {
  readonly id: string;
  readonly salt: string;
  readonly idType: string;
  readonly groupName: string | null;
  /** From 0 to 100, fractions allowed; NaN never passes. */
  readonly passPercentage: number;
  /** Null stands for a condition that cannot be read: the rule is unsupported. */
  readonly conditions: readonly (Condition | null)[];
  readonly returnValue: unknown;
  readonly configDelegate: string | null;
  readonly isExperimentGroup: boolean;
  /** One of how many exposures is logged; null for all. */
  readonly samplingRate: number | null;
}

export interface Condition {
  readonly type: string;
  /** Empty when the payload gives none. */
  readonly operator: string;
  readonly field: string | null;
  readonly targetValue: unknown;
  /** The salt of `user_bucket` conditions. */
  readonly salt: string;
  readonly idType: string;
}
