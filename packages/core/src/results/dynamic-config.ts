import type { Evaluation } from './evaluation.ts';
import { type ParameterReader, type ParameterValues, readParameter } from './parameters.ts';

/** The answer of a dynamic config: its parameters, `{}` when it is unknown or unsupported. */
export interface DynamicConfig<Parameters = ParameterValues>
  extends Evaluation<Readonly<Partial<Parameters>>>,
    ParameterReader<Parameters> {
  /** Whether a rule passed, rather than the default answering. */
  readonly rulePassed: boolean;
}

/** The answer of an experiment, which is a dynamic config that assigns users to groups. */
export interface Experiment<Parameters = ParameterValues> extends DynamicConfig<Parameters> {
  /** Whether the user is in one of the experiment's groups, rather than left out of it. */
  readonly isUserInExperiment: boolean;
}

/** Reads from the answer it is a member of. One function serves all answers, so none carries a closure. */
export function getParameter<T>(
  this: { readonly value: ParameterValues },
  parameter: string,
  fallback: T,
): T {
  return readParameter(this.value, parameter, fallback);
}
