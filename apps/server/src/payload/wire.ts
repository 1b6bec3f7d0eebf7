/** A spec as a v1 payload has it. A v2 payload has the same, by name, and its conditions elsewhere. */
export interface WireSpec {
  readonly name: string;
  /** Official evaluators take what is not a gate for a config, and read the rest from `entity`. */
  readonly type: 'feature_gate' | 'dynamic_config';
  readonly entity: WireEntity;
  readonly salt: string;
  readonly idType: string;
  readonly isDeviceBased: boolean;
  readonly enabled: boolean;
  readonly isActive: boolean;
  readonly hasSharedParams: boolean;
  readonly defaultValue: unknown;
  readonly rules: readonly WireRule[];
  readonly targetAppIDs?: readonly string[];
  readonly version?: number;
  readonly explicitParameters?: readonly string[];
  readonly forwardAllExposures?: boolean;
  readonly useNewLayerEval?: boolean;
}

export type WireEntity =
  | 'feature_gate'
  | 'segment'
  | 'holdout'
  | 'dynamic_config'
  | 'experiment'
  | 'autotune'
  | 'layer';

export interface WireRule {
  readonly id: string;
  readonly name: string;
  readonly salt: string;
  readonly idType: string;
  readonly isDeviceBased: boolean;
  readonly groupName: string | null;
  readonly passPercentage: number;
  readonly conditions: readonly WireCondition[];
  readonly returnValue: unknown;
  readonly configDelegate?: string;
  readonly isExperimentGroup?: boolean;
  readonly samplingRate?: number;
}

export interface WireCondition {
  readonly type: string;
  readonly targetValue: unknown;
  readonly operator: string | null;
  readonly field: string | null;
  readonly additionalValues: Readonly<Record<string, string>>;
  readonly isDeviceBased: boolean;
  readonly idType: string;
}

/** All specs of a project, before they are written as one payload or another. */
export interface WireSpecs {
  readonly gates: readonly WireSpec[];
  readonly configs: readonly WireSpec[];
  readonly layers: readonly WireSpec[];
  /** The experiments of each layer. */
  readonly layerExperiments: Readonly<Record<string, readonly string[]>>;
}
