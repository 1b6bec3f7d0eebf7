/** An environment's gates, configs, experiments and all else, as authors write them: what `statsig.json` holds. */
export interface Project {
  readonly gates: readonly Gate[];
  readonly dynamic_configs: readonly DynamicConfig[];
  readonly experiments: readonly Experiment[];
  readonly layers: readonly Layer[];
  readonly segments: readonly Segment[];
  readonly holdouts: readonly Holdout[];
  readonly param_stores: readonly ParamStore[];
  /** Served in the payload as they stand, e.g. `sdk_configs` or `company_id`. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The parts of a project that have an ID, under the names of the Console API. */
export type Section = Exclude<keyof Project, 'settings'>;

/** A part of a project, whichever. */
export type Entity = Project[Section][number];

/** What all parts have. */
export interface CommonFields {
  /** What SDKs ask for. */
  readonly id: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** The unit that is divided, e.g. `userID` or `companyID`. @defaultValue `userID` */
  readonly idType: string;
  /** Divides units independently of other specs. @defaultValue the ID */
  readonly salt: string;
  /** @defaultValue true */
  readonly isEnabled: boolean;
  /** The target apps that get it; none for all. */
  readonly targetApps: readonly string[];
  /** Told in answers and exposures; null for none. */
  readonly version: number | null;
  /** Whether sampling spares its exposures. */
  readonly forwardAllExposures: boolean;
}

export interface Gate extends CommonFields {
  /** For whom no rule passes; legacy SDKs say false whatever it is. @defaultValue false */
  readonly defaultValue: boolean;
  readonly rules: readonly Rule[];
}

export interface DynamicConfig extends CommonFields {
  /** For whom no rule passes. */
  readonly defaultValue: Values;
  readonly rules: readonly Rule[];
}

/** Parameters that depend on the group that a unit is in. */
export interface Experiment extends CommonFields {
  /** Groups are assigned while it is `active`; `decision_made` gives everyone the launched group. */
  readonly status: 'setup' | 'active' | 'decision_made' | 'abandoned';
  /** How many percent of all units, or of the layer's, take part. @defaultValue 100 */
  readonly allocation: number;
  /** Of an experiment in a layer: where its share begins, in percent. @defaultValue where the one before it ends */
  readonly allocationStart: number | null;
  /** The layer whose parameters it sets; null for an experiment of its own. */
  readonly layerID: string | null;
  /** Only users for whom this gate is open take part. */
  readonly targetingGateID: string | null;
  /** Their sizes add up to 100. None for an experiment with rules. */
  readonly groups: readonly Group[];
  /** The group that everyone gets in the end. */
  readonly launchedGroupID: string | null;
  /** For whom is in no group. @defaultValue the parameters of the first group */
  readonly defaultValue: Values | null;
  /** Rules as they travel, of an experiment that was imported; they count instead of all above. */
  readonly rules: readonly Rule[] | null;
  /** Of rules: the parameters that are its own, among the layer's. */
  readonly explicitParameters: readonly string[] | null;
}

export interface Group {
  /** The rule ID of its answers. @defaultValue the name */
  readonly id: string;
  readonly name: string;
  /** In percent of those who take part. */
  readonly size: number;
  readonly parameterValues: Values;
}

/** Parameters that experiments share; each unit is in one of them at most. */
export interface Layer extends CommonFields {
  readonly defaultValue: Values;
  /** Rules as they travel, of a layer that was imported. Without them its experiments make them. */
  readonly rules: readonly Rule[] | null;
  /** Whether all matching rules contribute parameters, instead of the first one alone. */
  readonly useNewLayerEval: boolean;
}

/** A list of units under one name, or rules that make one; other specs ask for it with `passes_segment`. */
export interface Segment extends CommonFields {
  readonly type: 'id_list' | 'rule_based';
  /** The units of an `id_list`. */
  readonly ids: readonly string[];
  readonly rules: readonly Rule[];
}

/** Units that are kept out of gates, configs and experiments, to compare with. */
export interface Holdout extends CommonFields {
  /** How many percent are kept out. */
  readonly passPercentage: number;
  readonly gateIDs: readonly string[];
  readonly dynamicConfigIDs: readonly string[];
  readonly experimentIDs: readonly string[];
  readonly layerIDs: readonly string[];
  /** Rules as they travel, of a holdout that was imported; they count instead of the percentage. */
  readonly rules: readonly Rule[] | null;
}

/** Parameters that come from here and there, under one name. Only newer SDKs know them. */
export interface ParamStore {
  readonly id: string;
  readonly description: string;
  readonly targetApps: readonly string[];
  /** Each with a `ref_type` and where its value comes from, as they travel. */
  readonly parameters: Readonly<Record<string, Values>>;
}

/** Parameters by name. */
export type Values = Readonly<Record<string, unknown>>;

/** Who gets what: users who meet all conditions, and of them a share. */
export interface Rule {
  /** Told in answers and exposures. @defaultValue the name, else `rule_1` and so on, by place */
  readonly id: string;
  readonly name: string;
  /** Divides users independently of other rules. @defaultValue the ID */
  readonly salt: string;
  /** From 0 to 100, fractions allowed. @defaultValue 100 */
  readonly passPercentage: number;
  /** None: everyone. */
  readonly conditions: readonly Condition[];
  /** Only in these tiers; null for all. */
  readonly environments: readonly string[] | null;
  /** Parameters; of a gate true. */
  readonly returnValue: unknown;
  readonly groupName: string | null;
  /** @defaultValue the one of its spec */
  readonly idType: string;
  /** Of a layer's rule: the experiment that answers in its place. */
  readonly configDelegate: string | null;
  readonly isExperimentGroup: boolean;
  /** One of how many exposures is logged; null for all. */
  readonly samplingRate: number | null;
}

/** What a rule demands of a user. */
export interface Condition {
  /** A type of the Console API, e.g. `email`, `passes_gate`, `environment_tier`, or one of the wire, e.g. `user_field`. */
  readonly type: string;
  /** E.g. `any`, `gte`, `version_lt`; null for types that compare nothing. */
  readonly operator: string | null;
  /** The custom field, or what else the type looks at; null when the type says it all. */
  readonly field: string | null;
  readonly targetValue: unknown;
  /** Whose ID is compared or hashed. */
  readonly idType: string;
  /** `salt` of `user_bucket` conditions. */
  readonly additionalValues: Readonly<Record<string, string>>;
}

export const sections: readonly Section[] = [
  'gates',
  'dynamic_configs',
  'experiments',
  'layers',
  'segments',
  'holdouts',
  'param_stores',
];
