import type { DynamicConfig } from './dynamic-config.ts';
import type { EvaluationDetails } from './evaluation.ts';
import type { FeatureGate } from './feature-gate.ts';
import type { Layer } from './layer.ts';
import type { ParameterReader, ParameterValues } from './parameters.ts';

/** A set of parameters, each of which has a value of its own or takes it from a gate, config, experiment or layer. */
export interface ParameterStore<Parameters = ParameterValues> extends ParameterReader<Parameters> {
  readonly name: string;
  readonly details: EvaluationDetails;
  /** The names of all its parameters. */
  readonly parameters: readonly string[];
  /** Reads a parameter and tells what was evaluated for it, so that it can be exposed. Undefined when unknown. */
  read(parameter: keyof Parameters & string): ParameterReading | undefined;
}

/** A parameter's value and where it comes from; null when it stands in the store itself. */
export interface ParameterReading {
  readonly value: unknown;
  readonly origin:
    | { readonly gate: FeatureGate }
    | { readonly config: DynamicConfig }
    | { readonly layer: Layer; readonly parameter: string }
    | null;
}
