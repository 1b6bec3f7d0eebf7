import type { SpecBuilder } from './spec.ts';

/** Where a parameter of a store comes from. */
export type ParameterSource =
  | { readonly value: unknown }
  | { readonly gate: string; readonly pass: unknown; readonly fail: unknown }
  | { readonly dynamicConfig: string; readonly parameter: string }
  | { readonly experiment: string; readonly parameter: string }
  | { readonly layer: string; readonly parameter: string };

/**
 * A parameter store. Only v2 payloads have any.
 *
 * @example
 * parameterStore('theme', {
 *   color: { gate: 'dark_mode', pass: 'black', fail: 'white' },
 *   title: { layer: 'home', parameter: 'title' },
 * });
 */
export function parameterStore(
  name: string,
  parameters: Readonly<Record<string, ParameterSource>>,
): SpecBuilder {
  const wire = Object.entries(parameters).map(([parameter, source]) => [parameter, wireOf(source)]);
  const store = { targetAppIDs: [], parameters: Object.fromEntries(wire) };
  return {
    section: 'param_stores',
    name,
    toJSON: () => store,
  };
}

function wireOf(source: ParameterSource): object {
  if ('gate' in source) {
    const { gate, pass, fail } = source;
    return { ref_type: 'gate', param_type: typeof pass, gate_name: gate, pass_value: pass, fail_value: fail };
  }
  if ('dynamicConfig' in source) {
    return { ref_type: 'dynamic_config', config_name: source.dynamicConfig, param_name: source.parameter };
  }
  if ('experiment' in source) {
    return { ref_type: 'experiment', experiment_name: source.experiment, param_name: source.parameter };
  }
  if ('layer' in source) {
    return { ref_type: 'layer', layer_name: source.layer, param_name: source.parameter };
  }
  return { ref_type: 'static', param_type: typeof source.value, value: source.value };
}
