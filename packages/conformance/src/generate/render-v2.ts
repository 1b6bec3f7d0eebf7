import type { ConditionDescription, Json, Project, RuleDescription, SpecDescription } from './project.ts';
import { without } from './render-v1.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Notes a condition and returns the ID that stands for it in a rule. */
type Register = (condition: ConditionDescription) => string;

/** Writes a project as a v2 payload: maps of specs, and conditions by ID. */
export function renderV2({ gates, configs, layers, appID, defaultEnvironment, idLists }: Project): Fields {
  const conditions = new Map<string, Fields>();
  const register: Register = (condition) => {
    if (condition.isLost === true) return 'lost';
    const rendered = renderCondition(condition);
    const id = `condition-${conditions.size}`;
    conditions.set(id, rendered);
    return id;
  };
  const byName = (specs: readonly SpecDescription[], type: string): Fields =>
    Object.fromEntries(specs.map((spec) => [spec.name, renderSpec(spec, type, register)]));
  return {
    has_updates: true,
    time: 1_700_000_000_000,
    response_format: 'dcs-v2',
    feature_gates: byName(gates, 'feature_gate'),
    dynamic_configs: byName(configs, 'dynamic_config'),
    layer_configs: byName(layers, 'dynamic_config'),
    condition_map: Object.fromEntries(conditions),
    experiment_to_layer: {},
    id_lists: Object.fromEntries(Object.keys(idLists).map((name) => [name, true])),
    app_id: appID,
    default_environment: defaultEnvironment,
  };
}

function renderSpec(description: SpecDescription, type: string, register: Register): Fields {
  const { omitted = [], ...spec } = description;
  const rules = renderedRules(description).map((rule) => renderRule(rule, register));
  return without({ ...spec, type, rules }, [...omitted, 'name', 'keepsRules']);
}

/** The rules that a v2 payload has: the server strips those of a disabled spec, unless they still count. */
export function renderedRules({
  enabled,
  keepsRules = false,
  rules,
}: SpecDescription): readonly RuleDescription[] {
  return enabled || keepsRules ? rules : [];
}

function renderRule(
  { conditions, isBlocking, omitted = [], ...rule }: RuleDescription,
  register: Register,
): Fields {
  const blocking = { passPercentage: 100, returnValue: false };
  return without(
    {
      ...rule,
      name: rule.id,
      ...(isBlocking === true ? blocking : undefined),
      conditions: conditions.map(register),
    },
    omitted,
  );
}

/** An ID type is always there: without one, Server Core refuses the whole payload. */
function renderCondition({ buckets, salt, ...condition }: ConditionDescription): Fields {
  const rendered = {
    ...condition,
    targetValue:
      buckets === undefined
        ? targetOf(condition)
        : Object.fromEntries(buckets.map((bucket) => [String(bucket), true])),
    idType: condition.idType ?? 'userID',
    ...(salt === undefined ? undefined : { additionalValues: { salt } }),
  };
  return without(rendered, ['isLost']);
}

/** Without what makes Server Core end the process: lists to equal that repeat themselves, days before all time. */
function targetOf({ operator, targetValue }: ConditionDescription): Json | undefined {
  if (operator === 'on' && typeof targetValue === 'number') return Math.max(targetValue, -1e18);
  if (!Array.isArray(targetValue) || (operator !== 'eq' && operator !== 'neq')) return targetValue;
  const textOf = (element: Json) => (typeof element === 'string' ? element : JSON.stringify(element));
  return [...new Map(targetValue.map((element: Json) => [textOf(element).toLowerCase(), element])).values()];
}
