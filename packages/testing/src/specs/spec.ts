import { type Condition, everyone } from './condition.ts';

/** The parameters of a config, an experiment's group or a layer. */
export type Parameters = Readonly<Record<string, unknown>>;

/** Where a spec stands in a payload. */
export type SpecSection = 'feature_gates' | 'dynamic_configs' | 'layer_configs' | 'param_stores';

/** A spec in the making. Every step makes a new one, so a common beginning can be shared. */
export interface SpecBuilder {
  readonly section: SpecSection;
  readonly name: string;
  /** What a v1 payload says about it. */
  toJSON(): WireSpec;
}

/** A spec as it stands in a payload. Parameter stores have no rules. */
export interface WireSpec {
  readonly rules?: readonly WireRule[];
  readonly [field: string]: unknown;
}

/** A rule as it stands in a payload. */
export interface WireRule {
  readonly conditions: readonly Condition[];
  readonly [field: string]: unknown;
}

/** A rule without what {@link ruleOf} fills in. */
export interface RuleParts {
  readonly id: string;
  /** Without any it is for everyone. */
  readonly conditions: readonly Condition[];
  readonly returnValue: unknown;
  readonly [field: string]: unknown;
}

/** A rule, with what it leaves out filled in. The salt is its ID: every test run buckets alike. */
export function ruleOf({ conditions, ...parts }: RuleParts): WireRule {
  return {
    name: parts.id,
    salt: parts.id,
    idType: 'userID',
    passPercentage: 100,
    conditions: conditions.length === 0 ? [everyone] : conditions,
    ...parts,
  };
}

/** A spec without what {@link specOf} fills in. */
export interface SpecParts {
  readonly name: string;
  readonly rules: readonly WireRule[];
  readonly [field: string]: unknown;
}

/** A spec, with what it leaves out filled in. */
export function specOf(parts: SpecParts): WireSpec {
  return {
    type: 'dynamic_config',
    salt: parts.name,
    enabled: true,
    idType: 'userID',
    isDeviceBased: false,
    ...parts,
  };
}
