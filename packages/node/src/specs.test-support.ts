/** What a payload is made of. */
export interface PayloadParts {
  /** Epoch milliseconds. */
  readonly time?: number;
  readonly gates?: Readonly<Record<string, boolean>>;
  readonly configs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly layers?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
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

function spec(name: string, entity: string, returnValue: unknown): object {
  return {
    name,
    type: entity === 'feature_gate' ? 'feature_gate' : 'dynamic_config',
    entity,
    salt: 'salt',
    enabled: true,
    idType: 'userID',
    defaultValue: entity === 'feature_gate' ? false : {},
    rules: [
      {
        id: 'everyone',
        name: 'everyone',
        groupName: 'everyone',
        salt: 'rule-salt',
        idType: 'userID',
        passPercentage: 100,
        returnValue,
        conditions: [{ type: 'public', targetValue: null, operator: null, field: null, idType: 'userID' }],
      },
    ],
  };
}
