/** A JSON object of a payload. */
export type Fields = Readonly<Record<string, unknown>>;

/** One condition, as both formats say it. */
export interface Condition {
  readonly type: string;
  readonly operator: string | null;
  readonly field: string | null;
  readonly targetValue: unknown;
  readonly additionalValues: Fields;
}

export interface Rule {
  readonly id: string;
  readonly salt: string;
  readonly passPercentage: number;
  readonly conditions: readonly Condition[];
  readonly returnValue: unknown;
  readonly groupName?: string;
  readonly isExperimentGroup?: boolean;
  readonly configDelegate?: string;
}

/** A gate, config, experiment or layer. */
export interface Spec {
  readonly name: string;
  readonly entity: 'feature_gate' | 'dynamic_config' | 'experiment' | 'layer';
  readonly salt: string;
  readonly defaultValue: unknown;
  readonly rules: readonly Rule[];
  readonly explicitParameters?: readonly string[];
}

/** All specs of a project, by the section of the payload that they belong to. */
export interface Specs {
  readonly gates: readonly Spec[];
  readonly configs: readonly Spec[];
  readonly layers: readonly Spec[];
}

/** A condition on a field of the user. */
export function fieldCondition(field: string, operator: string, targetValue: unknown): Condition {
  return { type: 'user_field', operator, field, targetValue, additionalValues: {} };
}

/** A condition on what the user agent says. */
export function browserCondition(field: string, names: readonly string[]): Condition {
  return { type: 'ua_based', operator: 'any', field, targetValue: names, additionalValues: {} };
}

/** A condition on another gate. */
export function gateCondition(name: string): Condition {
  return { type: 'pass_gate', operator: null, field: null, targetValue: name, additionalValues: {} };
}

/** A condition that the first `end` of a thousand buckets pass. */
export function bucketCondition(salt: string, end: number): Condition {
  return {
    type: 'user_bucket',
    operator: 'lt',
    field: null,
    targetValue: end,
    additionalValues: { salt },
  };
}

export const everyone: Condition = {
  type: 'public',
  operator: null,
  field: null,
  targetValue: null,
  additionalValues: {},
};
