import type { EvaluationContext } from '../evaluate/context.ts';
import { evaluateGate } from '../evaluate/evaluate.ts';
import type { FeatureGate } from '../results/feature-gate.ts';
import type { StatsigUser } from '../user/user.ts';
import { type CompileOptions, compileSpecs } from './compile.ts';
import type { CompiledSpecs } from './compiled.ts';
import { ada, condition, type Json, now } from './fixtures.test-support.ts';
import { parseSpecs } from './parse.ts';

/** Specs by name, as v2 payloads have them, except that conditions may stand in their rules. */
export interface CoreProject {
  readonly gates?: Json;
  readonly configs?: Json;
  readonly layers?: Json;
  readonly bandits?: Json;
  readonly parameterStores?: Json;
  /** Mappings by the name of the spec that others answer for, and the rules that decide it. */
  readonly mappings?: Json;
  readonly mappingRules?: Json;
  /** Further fields of the payload. */
  readonly fields?: Json;
}

/** A v2 gate that nobody passes. */
export function coreGate(rules: readonly unknown[] = [], fields: Json = {}): Json {
  return coreSpec('feature_gate', { defaultValue: false, rules, ...fields });
}

/** A v2 config that answers `{ from: 'default' }`. */
export function coreConfig(rules: readonly unknown[] = [], fields: Json = {}): Json {
  return coreSpec('dynamic_config', { rules, ...fields });
}

/** A v2 experiment that is running and answers `{ from: 'default' }`. */
export function coreExperiment(rules: readonly unknown[] = [], fields: Json = {}): Json {
  return coreSpec('experiment', { isActive: true, rules, ...fields });
}

/** A v2 layer that answers `{ from: 'default' }`. */
export function coreLayer(rules: readonly unknown[] = [], fields: Json = {}): Json {
  return coreSpec('layer', { rules, ...fields });
}

function coreSpec(entity: string, fields: Json): Json {
  return {
    type: entity === 'feature_gate' ? entity : 'dynamic_config',
    entity,
    salt: 'spec',
    enabled: true,
    idType: 'userID',
    defaultValue: { from: 'default' },
    ...fields,
  };
}

/** A v2 rule, of conditions or their IDs, that returns `{ from: id }`; a gate takes that as true. */
export function coreRule(id: string, conditions: readonly unknown[] = [], fields: Json = {}): Json {
  return {
    id,
    name: id,
    salt: 'rule',
    idType: 'userID',
    passPercentage: 100,
    returnValue: { from: id },
    conditions,
    ...fields,
  };
}

/** Holds for everybody. */
export const everyone: Json = condition('public');

/** Holds for those who pass a gate, or do not. */
export function asks(type: 'pass_gate' | 'fail_gate', gate: unknown): Json {
  return condition(type, { targetValue: gate });
}

/** Holds for those whose `plan` is one of these. */
export function onPlan(...plans: readonly string[]): Json {
  return condition('user_field', { field: 'plan', operator: 'any', targetValue: plans });
}

/** The body of a v2 payload. Conditions that stand in rules get IDs. */
export function corePayload(project: CoreProject): Json {
  const conditions: Record<string, unknown> = {};
  const referred = (rule: unknown): unknown => {
    const inline = (rule as Json | null)?.['conditions'];
    if (!Array.isArray(inline)) return rule;
    const ids = inline.map((one: unknown) => {
      if (typeof one !== 'object' || one === null) return one;
      const id = JSON.stringify(one);
      conditions[id] = one;
      return id;
    });
    return { ...(rule as Json), conditions: ids };
  };
  const referring = (spec: unknown): unknown => {
    const rules = (spec as Json | null)?.['rules'];
    return Array.isArray(rules) ? { ...(spec as Json), rules: rules.map(referred) } : spec;
  };
  const { gates = {}, configs = {}, layers = {}, mappingRules = {}, fields } = project;
  const { bandits = {}, parameterStores = {}, mappings = {} } = project;
  const parts = {
    feature_gates: mapped(gates, referring),
    dynamic_configs: mapped(configs, referring),
    layer_configs: mapped(layers, referring),
    override_rules: mapped(mappingRules, referred),
  };
  return {
    has_updates: true,
    time: 1,
    condition_map: conditions,
    cmab_configs: bandits,
    param_stores: parameterStores,
    overrides: mappings,
    ...parts,
    ...fields,
  };
}

/** Compiled specs of a v2 project, read from text as they come over the wire. */
export function coreSpecs(project: CoreProject, options: CompileOptions = {}): CompiledSpecs {
  const parsed = parseSpecs(JSON.stringify(corePayload(project)));
  if (!parsed.ok) throw parsed.error;
  return compileSpecs(parsed.value, options);
}

/** What a v2 condition is asked with. */
export interface CoreAsked {
  readonly user?: StatsigUser;
  readonly context?: Partial<EvaluationContext>;
  readonly project?: CoreProject;
}

/** The answer of a v2 gate with this one condition. */
export function askCore(asked: Json, { user = ada, context, project = {} }: CoreAsked = {}): FeatureGate {
  const gates = { ...project.gates, asked: coreGate([coreRule('only', [asked])]) };
  return evaluateGate(coreSpecs({ ...project, gates }), user, 'asked', { now, ...context });
}

/**
 * Whether a v2 condition on a user's attribute passes.
 *
 * @param operands - The attribute, undefined for a user who has none, and the condition's `targetValue`.
 */
export function passesCore(
  operator: string,
  { value, target }: { readonly value: unknown; readonly target: unknown },
  context: Partial<EvaluationContext> = {},
): boolean {
  const asked = condition('user_field', { field: 'attribute', operator, targetValue: target });
  const custom = value === undefined ? {} : { attribute: value };
  const gate = askCore(asked, { user: { userID: 'ada', custom }, context });
  // An operator that is not known answers false as well, and must not pass for one that holds back.
  if (gate.details.reason !== 'Recognized') throw new Error(`${operator} answered ${gate.details.reason}`);
  return gate.value;
}

function mapped(entries: Json, change: (value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)]));
}
