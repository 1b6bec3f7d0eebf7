/** The parameters of a config. */
type Parameters = Readonly<Record<string, unknown>>;

/** What a payload is made of. */
export interface PayloadParts {
  /** Epoch milliseconds. */
  readonly time?: number;
  readonly gates?: Readonly<Record<string, boolean>>;
  readonly configs?: Readonly<Record<string, Parameters>>;
  readonly layers?: Readonly<Record<string, Parameters>>;
}

/** A body of `download_config_specs` in which everyone gets the same. */
export function specsPayload({ time = 1_000, gates = {}, configs = {}, layers = {} }: PayloadParts = {}) {
  return {
    has_updates: true,
    time,
    feature_gates: Object.entries(gates).map(([name, value]) => spec(name, 'feature_gate', value)),
    dynamic_configs: Object.entries(configs).map(([name, value]) => spec(name, 'dynamic_config', value)),
    layer_configs: Object.entries(layers).map(([name, value]) => spec(name, 'layer', value)),
  };
}

type Payload = ReturnType<typeof specsPayload>;
type Spec = ReturnType<typeof spec>;

const everyone = { type: 'public', targetValue: null, operator: null, field: null, idType: 'userID' };

function spec(name: string, entity: string, returnValue: unknown) {
  return {
    name,
    type: entity === 'feature_gate' ? 'feature_gate' : 'dynamic_config',
    entity,
    salt: 'salt',
    enabled: true,
    idType: 'userID',
    defaultValue: entity === 'feature_gate' ? false : {},
    rules: [rule('everyone', { returnValue })],
  };
}

function rule(id: string, fields: object): { conditions: object[] } {
  return {
    id,
    name: id,
    groupName: id,
    salt: 'rule-salt',
    idType: 'userID',
    passPercentage: 100,
    conditions: [everyone],
    ...fields,
  } as ReturnType<typeof rule>;
}

/** An experiment under way, whose groups `red` and `blue` take the users with that `custom.group`. */
export function experimentSpec(name: string, fields: object = {}): Spec {
  const group = (id: string) => {
    const isOne = { ...everyone, type: 'user_field', operator: 'any', field: 'group', targetValue: [id] };
    return rule(id, { conditions: [isOne], isExperimentGroup: true, returnValue: { color: id } });
  };
  const defaultValue = { color: 'default' };
  const rules = [group('red'), group('blue')];
  return { ...spec(name, 'experiment', {}), isActive: true, defaultValue, rules, ...fields } as Spec;
}

/** A layer that hands over to an experiment. */
export function layerSpec(name: string, configDelegate: string): Spec {
  const rules = [rule('allocation', { configDelegate, returnValue: {} })];
  return { ...spec(name, 'layer', {}), defaultValue: { color: 'default' }, rules };
}

/** The same payload as Statsig's newer SDK gets it: with maps instead of lists, and conditions apart. */
export function asV2({ feature_gates, dynamic_configs, layer_configs, ...payload }: Payload): object {
  const conditions: Record<string, object> = {};
  const hoisted = (condition: object): string => {
    const id = JSON.stringify(condition);
    conditions[id] = condition;
    return id;
  };
  const mapped = (specs: readonly Spec[]) =>
    Object.fromEntries(
      specs.map((each) => {
        const rules = each.rules.map((one) => ({ ...one, conditions: one.conditions.map(hoisted) }));
        return [each.name, { ...each, rules }];
      }),
    );
  return {
    ...payload,
    feature_gates: mapped(feature_gates),
    dynamic_configs: mapped(dynamic_configs),
    layer_configs: mapped(layer_configs),
    condition_map: conditions,
  };
}
