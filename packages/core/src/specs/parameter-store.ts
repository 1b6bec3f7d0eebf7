import * as v from 'valibot';
import { describeIssue } from './issues.ts';
import { isRecord } from './record.ts';
import { textOf } from './text.ts';

/** Where a parameter of a store comes from: a value of its own, or another spec. */
export type ParameterSource = v.InferOutput<(typeof sources)[number]>;

/** A parameter store: parameters whose values are set here or there, under one name. */
export interface ParameterStoreSpec {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, ParameterSource>;
  /** The parameters as they came, those that cannot be read included. */
  readonly wire: Readonly<Record<string, unknown>>;
  readonly targetAppIDs: readonly string[];
}

/** A parameter is read as the first of these that fits: its keys tell, not its `ref_type`. */
const sources = [
  v.object({ gate_name: v.string(), pass_value: v.unknown(), fail_value: v.unknown() }),
  v.object({ config_name: v.string(), param_name: v.string() }),
  v.object({ experiment_name: v.string(), param_name: v.string() }),
  v.object({ layer_name: v.string(), param_name: v.string() }),
  v.object({ value: v.unknown() }),
] as const;

/** Reads a parameter store; a parameter that fits no shape is left out and reported. */
export function compileParameterStore(
  wire: unknown,
  name: string,
  report: (message: string) => void,
): ParameterStoreSpec | undefined {
  if (!isRecord(wire) || !isRecord(wire['parameters'])) {
    report('parameters: expected an object');
    return undefined;
  }
  const parameters = new Map<string, ParameterSource>();
  for (const [parameter, source] of Object.entries(wire['parameters'])) {
    const parsed = v.safeParse(v.union(sources), source);
    if (parsed.success) parameters.set(parameter, parsed.output);
    else report(`parameters.${parameter}: ${describeIssue(parsed.issues)}`);
  }
  const { targetAppIDs } = wire;
  return {
    name,
    parameters,
    wire: wire['parameters'],
    targetAppIDs: Array.isArray(targetAppIDs) ? targetAppIDs.map(textOf) : [],
  };
}

/** Reads a parameter that is overridden: a source shaped like one of a store, or else a value. */
export function parameterSourceOf(override: unknown): ParameterSource {
  const parsed = v.safeParse(v.union(sources), override);
  return parsed.success ? parsed.output : { value: override };
}
