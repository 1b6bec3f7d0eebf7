import type { ConditionDescription, Project, RuleDescription, SpecDescription } from './project.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Writes a project as a v1 payload: lists of specs, conditions inside their rules. */
export function renderV1({ gates, configs, layers, appID, defaultEnvironment, idLists }: Project): Fields {
  return {
    has_updates: true,
    time: 1_700_000_000_000,
    feature_gates: gates.map((gate) => renderSpec(gate, 'feature_gate')),
    dynamic_configs: configs.map((config) => renderSpec(config, 'dynamic_config')),
    layer_configs: layers.map((layer) => renderSpec(layer, 'dynamic_config')),
    layers: {},
    id_lists: Object.fromEntries(Object.keys(idLists).map((name) => [name, true])),
    app_id: appID,
    default_environment: defaultEnvironment,
  };
}

function renderSpec({ rules, omitted = [], ...spec }: SpecDescription, type: string): Fields {
  return without({ ...spec, type, isDeviceBased: false, rules: rules.map(renderRule) }, [
    ...omitted,
    'keepsRules',
  ]);
}

function renderRule({ conditions, isBlocking, omitted = [], ...rule }: RuleDescription): Fields {
  const blocking = { passPercentage: 0, returnValue: true };
  return without(
    {
      ...rule,
      name: rule.id,
      ...(isBlocking === true ? blocking : undefined),
      conditions: conditions.map(renderCondition),
    },
    omitted,
  );
}

function renderCondition({ buckets, salt, ...condition }: ConditionDescription): Fields {
  const targetValue = buckets ?? condition.targetValue;
  const additionalValues = salt === undefined ? {} : { salt };
  return without({ ...condition, targetValue, additionalValues }, ['isLost']);
}

/** A copy that lacks some fields. */
export function without(fields: Fields, omitted: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !omitted.includes(field)));
}
