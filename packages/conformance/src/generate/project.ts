/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A project described by what it means, in neither payload format. `renderV1` and `renderV2` write it down, each the
 * way its server would.
 */
export interface Project {
  readonly gates: readonly SpecDescription[];
  readonly configs: readonly SpecDescription[];
  readonly layers: readonly SpecDescription[];
  /** The tier this process runs in; null when it names none. */
  readonly environmentTier: string | null;
  /** The tier that the project falls back to. */
  readonly defaultEnvironment?: string;
  /** The primary target app. */
  readonly appID?: string;
  /** Unit IDs by the name of the list they are on. */
  readonly idLists: { readonly [name: string]: readonly string[] };
}

/** A gate, segment, holdout, dynamic config, experiment, autotune or layer. */
export interface SpecDescription {
  readonly name: string;
  readonly entity: string;
  readonly salt: string;
  readonly enabled: boolean;
  readonly idType: string;
  readonly defaultValue: Json;
  readonly rules: readonly RuleDescription[];
  /** Whether a v2 payload has the rules although the spec is disabled, as for the holdouts of a shipped gate. */
  readonly keepsRules?: boolean;
  readonly version?: number;
  readonly explicitParameters?: readonly string[];
  readonly isActive?: boolean;
  readonly hasSharedParams?: boolean;
  /** Required fields that the payload leaves out. */
  readonly omitted?: readonly string[];
}

export interface RuleDescription {
  readonly id: string;
  readonly idType: string;
  readonly passPercentage: Json;
  readonly conditions: readonly ConditionDescription[];
  readonly returnValue: Json;
  /** A gate's rule that keeps users out: v1 says 0 %, v2 says 100 % of false. */
  readonly isBlocking?: boolean;
  readonly salt?: string | null;
  readonly groupName?: string | null;
  readonly configDelegate?: string;
  readonly isExperimentGroup?: boolean;
  readonly omitted?: readonly string[];
}

export interface ConditionDescription {
  readonly type: string;
  readonly operator?: string | null;
  readonly field?: string | null;
  readonly targetValue?: Json;
  /** Buckets of 1,000: a list in v1, an object in v2. Stands in place of `targetValue`. */
  readonly buckets?: readonly number[];
  /** The salt of a `user_bucket`. */
  readonly salt?: string;
  readonly idType?: string;
  /** Whether a v2 rule refers to a condition that the payload does not hold. */
  readonly isLost?: boolean;
}

/** A user as an application might describe one: only JSON, but not only what the types allow. */
export interface UserDescription {
  readonly userID?: Json;
  readonly customIDs?: { readonly [type: string]: Json };
  readonly custom?: { readonly [field: string]: Json | undefined };
  readonly privateAttributes?: { readonly [field: string]: Json | undefined };
  readonly statsigEnvironment?: { readonly [field: string]: Json };
  readonly [field: string]: Json | { readonly [field: string]: Json | undefined } | undefined;
}
