import type { ConditionDescription, Fields, Json, SpecDescription } from './project.ts';
import type { SpecDescriptions } from './specs.ts';

/** Writes a v1 payload: lists of specs, conditions inside their rules. */
export function renderV1({ gates, configs, layers }: SpecDescriptions, envelope: Fields): Fields {
  const list = (specs: readonly SpecDescription[]) =>
    specs.map((spec) => renderSpec(spec, (asked) => ({ ...asked })));
  return {
    ...envelope,
    feature_gates: list(gates),
    dynamic_configs: list(configs),
    layer_configs: list(layers),
    layers: Object.fromEntries(
      layers.map(({ name, rules }) => [name, rules.flatMap(({ configDelegate }) => configDelegate ?? [])]),
    ),
  };
}

/** Writes a v2 payload: maps of specs, and conditions by the ID that stands for them in a rule. */
export function renderV2({ gates, configs, layers }: SpecDescriptions, envelope: Fields): Fields {
  const ids = new Map<ConditionDescription, string>();
  const idOf = (asked: ConditionDescription): string => {
    const id = ids.get(asked) ?? `condition_${ids.size}`;
    ids.set(asked, id);
    return id;
  };
  const map = (specs: readonly SpecDescription[]) =>
    Object.fromEntries(specs.map((spec) => [spec.name, renderSpec(spec, idOf)]));
  return {
    ...envelope,
    response_format: 'dcs-v2',
    feature_gates: map(gates),
    dynamic_configs: map(configs),
    layer_configs: map(layers),
    condition_map: Object.fromEntries([...ids].map(([asked, id]) => [id, { ...asked }])),
    param_stores: { store: { parameters: storeParameters } },
  };
}

/** One parameter of each origin. */
const storeParameters: Fields = {
  own: { ref_type: 'static', param_type: 'string', value: 'größe' },
  gate: { ref_type: 'gate', param_type: 'string', gate_name: 'gt_0', pass_value: 'yes', fail_value: 'no' },
  config: { ref_type: 'dynamic_config', param_type: 'string', config_name: 'config_0', param_name: 'title' },
  experiment: {
    ref_type: 'experiment',
    param_type: 'string',
    experiment_name: 'experiment_0',
    param_name: 'title',
  },
  layer: {
    ref_type: 'layer',
    param_type: 'number',
    layer_name: 'layer_of_experiment_0',
    param_name: 'price',
  },
};

function renderSpec(spec: SpecDescription, render: (asked: ConditionDescription) => Json): Fields {
  const type = spec.entity === 'feature_gate' ? 'feature_gate' : 'dynamic_config';
  const rules = spec.rules.map((rule) => ({
    ...rule,
    name: rule.id,
    conditions: rule.conditions.map(render),
  }));
  return { ...spec, type, rules };
}
