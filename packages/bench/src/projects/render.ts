import type { Condition, Fields, Rule, Spec, Specs } from './spec.ts';

const envelope = {
  has_updates: true,
  time: 1_750_000_000_000,
  company_id: 'bench',
  id_lists: {},
  diagnostics: {},
  sdk_flags: {},
  sdk_configs: {},
};

/** A body of `download_config_specs` v1: lists of specs, each with its conditions. */
export function renderV1({ gates, configs, layers }: Specs): Fields {
  return {
    dynamic_configs: configs.map(specV1),
    feature_gates: gates.map(specV1),
    layer_configs: layers.map(specV1),
    layers: {},
    response_format: 'dcs-v1',
    ...envelope,
  };
}

/** The same of v2: maps of specs, whose rules refer to one map of conditions. */
export function renderV2({ gates, configs, layers }: Specs): Fields {
  const conditions = new ConditionMap();
  const section = (specs: readonly Spec[]): Fields =>
    Object.fromEntries(specs.map((spec) => [spec.name, specV2(spec, conditions)]));
  return {
    feature_gates: section(gates),
    dynamic_configs: section(configs),
    layer_configs: section(layers),
    condition_map: conditions.toFields(),
    experiment_to_layer: {},
    response_format: 'dcs-v2',
    ...envelope,
  };
}

/** Each condition once, by an ID of its own. */
export class ConditionMap {
  readonly #idByText = new Map<string, string>();

  /** The condition's ID. */
  add(condition: Condition): string {
    const text = JSON.stringify(conditionV1(condition));
    const known = this.#idByText.get(text);
    if (known !== undefined) return known;
    const id = `condition-${this.#idByText.size}`;
    this.#idByText.set(text, id);
    return id;
  }

  toFields(): Fields {
    return Object.fromEntries([...this.#idByText].map(([text, id]) => [id, JSON.parse(text)]));
  }
}

/** One spec as an entry of a v1 list. */
export function specV1(spec: Spec): Fields {
  return { ...specFields(spec), name: spec.name, rules: spec.rules.map(ruleV1) };
}

/** One spec as a value of a v2 map. */
export function specV2(spec: Spec, conditions: ConditionMap): Fields {
  const rules = spec.rules.map((rule) => ({
    ...ruleV1(rule),
    conditions: rule.conditions.map((condition) => conditions.add(condition)),
  }));
  return { ...specFields(spec), rules };
}

function specFields({ entity, salt, defaultValue, explicitParameters }: Spec): Fields {
  const isExperiment = entity === 'experiment';
  return {
    entity,
    salt,
    defaultValue,
    ...(explicitParameters === undefined ? undefined : { explicitParameters }),
    type: entity === 'feature_gate' ? 'feature_gate' : 'dynamic_config',
    enabled: true,
    isDeviceBased: false,
    idType: 'userID',
    ...(isExperiment ? { isActive: true, hasSharedParams: false } : undefined),
  };
}

function ruleV1(rule: Rule): Fields {
  const conditions = rule.conditions.map(conditionV1);
  return { name: rule.id, ...rule, conditions, isDeviceBased: false, idType: 'userID' };
}

function conditionV1(condition: Condition): Fields {
  return { ...condition, isDeviceBased: false, idType: 'userID' };
}
