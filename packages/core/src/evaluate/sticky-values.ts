import type { Dialect } from '../dialects/dialect.ts';
import type { Experiment } from '../results/dynamic-config.ts';
import type { SecondaryExposure } from '../results/evaluation.ts';
import type { Layer } from '../results/layer.ts';
import type { ParameterValues } from '../results/parameters.ts';

/** An assignment as storage holds it: the format of Statsig's SDKs, so that they can take over from each other. */
export interface StickyValues {
  /** Whether a rule passed. */
  readonly value: boolean;
  readonly json_value: ParameterValues;
  readonly rule_id: string;
  readonly group_name: string | null;
  readonly secondary_exposures: readonly SecondaryExposure[];
  readonly undelegated_secondary_exposures: readonly SecondaryExposure[] | null;
  readonly config_delegate: string | null;
  readonly explicit_parameters: readonly string[] | null;
  /** The `lcut` of the specs that gave the answer. */
  readonly time: number | null;
  /** How the legacy SDK calls the spec's version, and how Server Core does. */
  readonly configVersion?: number | null;
  readonly config_version?: number | null;
}

/** The assignments of one unit, by the name of the experiment or layer. */
export type UserPersistedValues = Readonly<Record<string, StickyValues>>;

/** Says an answer in the words of storage. */
export function stickyValues(
  evaluation: Experiment | Layer,
  { explicitParameters }: { readonly explicitParameters: readonly string[] | null },
  { sticky }: Dialect,
): StickyValues {
  const layer = 'allocatedExperiment' in evaluation ? evaluation : null;
  const delegate = layer?.allocatedExperiment ?? null;
  const undelegated = layer?.undelegatedSecondaryExposures ?? evaluation.secondaryExposures;
  return {
    value: 'rulePassed' in evaluation ? evaluation.rulePassed : true,
    json_value: evaluation.value,
    rule_id: evaluation.ruleID,
    group_name: evaluation.groupName,
    secondary_exposures: evaluation.secondaryExposures,
    undelegated_secondary_exposures:
      undelegated.length === 0 && delegate === null && sticky.storesNoEmptyLists ? null : undelegated,
    config_delegate: delegate,
    explicit_parameters: explicitParameters,
    time: evaluation.details.lcut,
    [sticky.versionKey]: evaluation.details.version,
  };
}
