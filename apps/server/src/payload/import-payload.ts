import type { Mistake } from '../project/mistake.ts';
import { segmentName } from './conditions.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What an imported payload becomes: a project for the schema to read. */
type ProjectInput = Readonly<Record<string, unknown>>;

/** Whether a value is the body of `download_config_specs`, of either generation, rather than a project. */
export function isPayload(value: unknown): value is Fields {
  return isRecord(value) && ['feature_gates', 'layer_configs', 'has_updates'].some((field) => field in value);
}

const specFields = ['feature_gates', 'dynamic_configs', 'layer_configs'];

/** What a payload lacks: official SDKs refuse one without any of the three as a whole. */
export function payloadMistakes(payload: Fields): readonly Mistake[] {
  return specFields
    .filter((field) => !Array.isArray(payload[field]) && !isRecord(payload[field]))
    .map((path) => ({ path, message: 'A payload has a list or a map of specs here' }));
}

/** Fields of the envelope that the server writes itself. */
const ownFields: ReadonlySet<string> = new Set([
  'feature_gates',
  'dynamic_configs',
  'layer_configs',
  'layers',
  'experiment_to_layer',
  'condition_map',
  'param_stores',
  'id_lists',
  'has_updates',
  'time',
  'checksum',
  'response_format',
  'hashed_sdk_key_used',
]);

/**
 * Turns a payload into a project that answers the same.
 *
 * Experiments, layers and holdouts keep their rules as they are: how they came about cannot be told from them.
 */
export function importPayload(payload: Fields): ProjectInput {
  const specs = specsOf(payload);
  const gates = specs('feature_gates');
  const configs = specs('dynamic_configs');
  const layerOf = layersOf(payload);
  const [segments, holdouts] = [gates.filter(isSegment), gates.filter(isHoldout)];
  return {
    gates: gates
      .filter((gate) => !isSegment(gate) && !isHoldout(gate))
      .map((gate) => gateFields(gate, payload)),
    dynamic_configs: configs.filter((config) => config['entity'] !== 'experiment').map(valueFields),
    experiments: configs
      .filter((config) => config['entity'] === 'experiment')
      .map((config) => ({
        ...valueFields(config),
        status: config['isActive'] === true ? 'active' : 'setup',
        layerID: layerOf.get(String(config['name'])) ?? null,
        explicitParameters: config['explicitParameters'] ?? null,
      })),
    layers: specs('layer_configs').map((layer) => ({
      ...valueFields(layer),
      useNewLayerEval: layer['useNewLayerEval'] === true,
    })),
    segments: segments.map((segment) => {
      const { defaultValue: _, ...fields } = gateFields(segment, payload);
      return { ...fields, id: String(segment['name']).slice(segmentName('').length), type: 'rule_based' };
    }),
    holdouts: holdouts.map((holdout) => {
      const { defaultValue: _, ...fields } = gateFields(holdout, payload);
      return fields;
    }),
    param_stores: Object.entries(recordOf(payload['param_stores'])).map(([id, store]) => ({
      id,
      targetApps: recordOf(store)['targetAppIDs'] ?? [],
      parameters: recordOf(store)['parameters'] ?? {},
    })),
    settings: Object.fromEntries(Object.entries(payload).filter(([field]) => !ownFields.has(field))),
  };
}

const isSegment = ({ entity, name }: Fields): boolean =>
  entity === 'segment' && String(name).startsWith(segmentName(''));

const isHoldout = ({ entity }: Fields): boolean => entity === 'holdout';

/** The specs of a payload: a list, or a map by name whose rules name their conditions. */
function specsOf(payload: Fields): (field: string) => readonly Fields[] {
  const conditions = recordOf(payload['condition_map']);
  const withConditions = (rule: Fields): Fields => ({
    ...rule,
    conditions: listOf(rule['conditions']).map((id) => conditions[String(id)]),
  });
  return (field) => {
    const specs = payload[field];
    if (Array.isArray(specs)) return specs.map(recordOf);
    return Object.entries(recordOf(specs)).map(([name, spec]) => ({
      ...recordOf(spec),
      name,
      rules: listOf(recordOf(spec)['rules']).map(recordOf).map(withConditions),
    }));
  };
}

/** The layer of each experiment: v1 lists experiments by layer, v2 the other way round. */
function layersOf(payload: Fields): ReadonlyMap<string, string> {
  const lists = Object.entries(recordOf(payload['layers'])).flatMap(([layer, names]) =>
    listOf(names).map((name): [string, string] => [String(name), layer]),
  );
  const map = Object.entries(recordOf(payload['experiment_to_layer']));
  return new Map([...lists, ...map.map(([name, layer]): [string, string] => [name, String(layer)])]);
}

/** A v1 gate is true when a rule passes; a v2 gate is what its rule returns. */
function gateFields(spec: Fields, payload: Fields): Fields {
  const isV1 = Array.isArray(payload['feature_gates']);
  return {
    ...commonFields(spec, (rule) => isV1 || rule['returnValue'] !== false),
    defaultValue: spec['defaultValue'] === true,
  };
}

function valueFields(spec: Fields): Fields {
  return {
    ...commonFields(spec, (rule) => recordOf(rule['returnValue'])),
    defaultValue: recordOf(spec['defaultValue']),
  };
}

function commonFields(spec: Fields, returnValueOf: (rule: Fields) => unknown): Fields {
  return {
    id: spec['name'],
    idType: spec['idType'] ?? undefined,
    salt: spec['salt'] ?? undefined,
    isEnabled: spec['enabled'] === true,
    targetApps: spec['targetAppIDs'] ?? [],
    version: spec['version'] ?? null,
    forwardAllExposures: spec['forwardAllExposures'] === true,
    rules: Array.isArray(spec['rules'])
      ? spec['rules'].map(recordOf).map((rule) => ruleFields(rule, returnValueOf(rule)))
      : null,
  };
}

function ruleFields(rule: Fields, returnValue: unknown): Fields {
  return {
    id: rule['id'],
    name: rule['name'] ?? undefined,
    salt: rule['salt'] ?? undefined,
    passPercentage: rule['passPercentage'] ?? 0,
    conditions: listOf(rule['conditions']).map(recordOf).map(conditionFields),
    returnValue,
    groupName: rule['groupName'] ?? null,
    idType: rule['idType'] ?? 'userID',
    configDelegate: rule['configDelegate'] || null,
    isExperimentGroup: rule['isExperimentGroup'] === true,
    samplingRate: rule['samplingRate'] ?? null,
  };
}

function conditionFields(condition: Fields): Fields {
  const additional = Object.entries(recordOf(condition['additionalValues']));
  return {
    type: condition['type'],
    operator: condition['operator'] ?? null,
    field: condition['field'] ?? null,
    targetValue: condition['targetValue'] ?? null,
    idType: condition['idType'] ?? undefined,
    // Of these only the salt is read; newer SDKs refuse a payload with anything but texts here.
    additionalValues: Object.fromEntries(additional.map(([name, value]) => [name, String(value)])),
  };
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function recordOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
