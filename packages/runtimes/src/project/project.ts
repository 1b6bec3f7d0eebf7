/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };

export type Fields = { readonly [field: string]: Json };

/** What one project is asked: everything that it has, for all of its users. Plain JSON, so that it travels. */
export interface Project {
  readonly name: string;
  /** The body of `download_config_specs`, as text. */
  readonly payload: string;
  readonly users: readonly Fields[];
  /** The current time, in epoch milliseconds. */
  readonly now: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The unit IDs that each ID list holds. */
  readonly idLists: Readonly<Record<string, readonly string[]>>;
}

/** A gate, dynamic config, experiment or layer, in neither payload format; see `renderV1` and `renderV2`. */
export interface SpecDescription {
  readonly name: string;
  readonly entity: 'feature_gate' | 'segment' | 'holdout' | 'dynamic_config' | 'experiment' | 'layer';
  readonly salt: string;
  readonly idType: string;
  readonly enabled: boolean;
  readonly defaultValue: Json;
  readonly rules: readonly RuleDescription[];
  readonly version: number;
  readonly isActive?: boolean;
  readonly hasSharedParams?: boolean;
  readonly explicitParameters?: readonly string[];
}

export interface RuleDescription {
  readonly id: string;
  readonly salt: string;
  readonly idType: string;
  readonly passPercentage: number;
  readonly conditions: readonly ConditionDescription[];
  readonly returnValue: Json;
  readonly groupName?: string;
  readonly isExperimentGroup?: boolean;
  readonly configDelegate?: string;
}

export interface ConditionDescription {
  readonly type: string;
  readonly operator: string | null;
  readonly field: string | null;
  readonly targetValue: Json;
  readonly idType: string;
  readonly additionalValues: Fields;
}
