import type { Evaluation, SecondaryExposure } from './evaluation.ts';
import type { ParameterReader, ParameterValues } from './parameters.ts';

/** The answer of a layer: the parameters that its experiment, or the layer itself, sets for the user. */
export interface Layer<Parameters = ParameterValues>
  extends Evaluation<Readonly<Partial<Parameters>>>,
    ParameterReader<Parameters> {
  /** The experiment that the layer handed over to, also when the user is in none of its groups; null when to none. */
  readonly allocatedExperiment: string | null;
  /** The parameters that the allocated experiment sets itself; its exposures count for them only. */
  readonly explicitParameters: readonly string[];
  /** The rule that each parameter comes from, in layers that merge their rules; null in others. */
  readonly parameterRuleIDs: Readonly<Record<string, string>> | null;
  /** Whether the user is in one of the allocated experiment's groups. */
  readonly isUserInExperiment: boolean;
  /** The gates that the layer itself asked, without its experiment's. */
  readonly undelegatedSecondaryExposures: readonly SecondaryExposure[];
}
