/** A part of a payload, as JSON has it. */
export type Part = Readonly<Record<string, unknown>>;

/** A project whose conditions stand in their rules; `v1Payload` and `v2Payload` write it down. */
export interface FeatureProject {
  readonly gates?: readonly Part[];
  readonly configs?: readonly Part[];
  readonly layers?: readonly Part[];
  /** Rules that config mappings refer to by name. Only v2 payloads have any. */
  readonly mappingRules?: readonly Part[];
  /** Further fields of the envelope. */
  readonly fields?: Part;
}

/** The time of every evaluation, in epoch milliseconds. Nothing here depends on the clock of Server Core. */
export const now = 1_750_000_000_000;

/** A gate that nobody passes. */
export function gate(name: string, fields: Part = {}): Part {
  return { ...spec(name, 'feature_gate'), type: 'feature_gate', defaultValue: false, ...fields };
}

/** A dynamic config that answers `{ from: 'default' }`. */
export function config(name: string, fields: Part = {}): Part {
  return { ...spec(name, 'dynamic_config'), ...fields };
}

/** An experiment that runs and answers `{ from: 'default' }`. */
export function experiment(name: string, fields: Part = {}): Part {
  return { ...spec(name, 'experiment'), isActive: true, ...fields };
}

/** A layer that answers `{ from: 'default' }`. */
export function layer(name: string, fields: Part = {}): Part {
  return { ...spec(name, 'layer'), ...fields };
}

function spec(name: string, entity: string): Part {
  return {
    name,
    entity,
    type: 'dynamic_config',
    salt: `${name}-salt`,
    enabled: true,
    idType: 'userID',
    version: 3,
    defaultValue: { from: 'default' },
    rules: [],
  };
}

/** A rule that all who meet its conditions pass. */
export function rule(id: string, conditions: readonly Part[], fields: Part = {}): Part {
  return {
    id,
    name: id,
    passPercentage: 100,
    conditions,
    returnValue: { from: id },
    idType: 'userID',
    ...fields,
  };
}

/** A rule of a gate. */
export function gateRule(id: string, conditions: readonly Part[], fields: Part = {}): Part {
  return rule(id, conditions, { returnValue: true, ...fields });
}

/** A group of an experiment: those below `bucket` of 1,000 whom no group before took. */
export function group(id: string, bucket: number, fields: Part = {}): Part {
  const below = condition('user_bucket', {
    operator: 'lt',
    targetValue: bucket,
    additionalValues: { salt: 'groups' },
  });
  return rule(id, [below], { groupName: id, isExperimentGroup: true, ...fields });
}

/** Any condition; by itself it asks nothing of a user. */
export function condition(type: string, fields: Part = {}): Part {
  return {
    type,
    operator: null,
    field: null,
    targetValue: null,
    additionalValues: {},
    idType: 'userID',
    ...fields,
  };
}

/** Holds for everybody. */
export const everybody: Part = condition('public');

/** A condition of a type that no SDK knows. */
export const unsupported: Part = condition('astrology');

/** Holds for those of a country. */
export function from(...countries: readonly string[]): Part {
  return condition('user_field', { field: 'country', operator: 'any', targetValue: countries });
}

/** Holds for those who pass a gate. */
export function passes(gateName: string): Part {
  return condition('pass_gate', { targetValue: gateName });
}

/** The body of `download_config_specs` as the legacy SDK asks for it. */
export function v1Payload({ gates = [], configs = [], layers = [], fields }: FeatureProject): string {
  return JSON.stringify({
    ...envelope,
    feature_gates: gates,
    dynamic_configs: configs,
    layer_configs: layers,
    ...fields,
  });
}

/** The same as Server Core asks for it: specs by name, conditions by ID. */
export function v2Payload({
  gates = [],
  configs = [],
  layers = [],
  mappingRules = [],
  fields,
}: FeatureProject): string {
  const conditions = new Map<string, Part>();
  const referring = (one: Part): Part => ({
    ...one,
    conditions: (one['conditions'] as readonly Part[]).map((inline) => {
      const id = JSON.stringify(inline);
      conditions.set(id, inline);
      return id;
    }),
  });
  const byName = (specs: readonly Part[]): Part =>
    Object.fromEntries(
      specs.map((one) => [one['name'], { ...one, rules: (one['rules'] as readonly Part[]).map(referring) }]),
    );
  const parts = {
    feature_gates: byName(gates),
    dynamic_configs: byName(configs),
    layer_configs: byName(layers),
    override_rules: Object.fromEntries(mappingRules.map((one) => [one['name'], referring(one)])),
  };
  return JSON.stringify({
    ...envelope,
    ...parts,
    response_format: 'dcs-v2',
    experiment_to_layer: {},
    condition_map: Object.fromEntries(conditions),
    ...fields,
  });
}

const envelope = { has_updates: true, time: 1_700_000_000_000, id_lists: {} };
