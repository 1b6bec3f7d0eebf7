import type { EvaluationContext } from '../evaluate/context.ts';
import { evaluateGate } from '../evaluate/evaluate.ts';
import type { FeatureGate } from '../results/feature-gate.ts';
import type { StatsigUser } from '../user/user.ts';
import { type CompileOptions, compileSpecs } from './compile.ts';
import type { CompiledSpecs } from './compiled.ts';
import { parseSpecs } from './parse.ts';
import type { Specs } from './specs.ts';

/** A part of a payload, as JSON has it. */
export type Json = Readonly<Record<string, unknown>>;

/** The time at which these tests evaluate: 2023-11-14T22:13:20Z. */
export const now = 1_700_000_000_000;

/** A user with nothing but an ID. */
export const ada: StatsigUser = Object.freeze({ userID: 'ada' });

/** A v1 payload of nothing, with `fields` put in. */
export function payload(fields: Json = {}): Json {
  return { has_updates: true, time: 1, feature_gates: [], dynamic_configs: [], layer_configs: [], ...fields };
}

/** A v1 gate that nobody passes. */
export function gate(name: string, fields: Json = {}): Json {
  return { ...spec(name), type: 'feature_gate', entity: 'feature_gate', defaultValue: false, ...fields };
}

/** A v1 dynamic config that answers `{ from: 'default' }`. */
export function config(name: string, fields: Json = {}): Json {
  return { ...spec(name), type: 'dynamic_config', entity: 'dynamic_config', ...fields };
}

/** A v1 layer that answers `{ from: 'default' }`. */
export function layer(name: string, fields: Json = {}): Json {
  return { ...spec(name), type: 'dynamic_config', entity: 'layer', ...fields };
}

function spec(name: string): Json {
  return {
    name,
    salt: `${name}-salt`,
    enabled: true,
    idType: 'userID',
    defaultValue: { from: 'default' },
    rules: [],
  };
}

/** A v1 rule that matches everybody and returns `{ from: id }`, which a gate takes as true. */
export function rule(id: string, fields: Json = {}): Json {
  return {
    id,
    name: id,
    salt: `${id}-salt`,
    idType: 'userID',
    groupName: null,
    passPercentage: 100,
    conditions: [],
    returnValue: { from: id },
    ...fields,
  };
}

/** A v1 condition. */
export function condition(type: string, fields: Json = {}): Json {
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

/** A condition that holds for nobody: no user of these tests has the address. */
export const nobody: Json = condition('user_field', { field: 'email', operator: 'any', targetValue: ['-'] });

/** A condition of a type that no SDK knows. */
export const unsupported: Json = condition('astrology');

/** The specs of a payload that must be readable. */
export function parsed(fields: Json): Specs {
  const result = parseSpecs(payload(fields));
  if (!result.ok) throw result.error;
  return result.value;
}

/** Compiled specs of a payload with these fields. */
export function specsOf(fields: Json, options: CompileOptions = {}): CompiledSpecs {
  return compileSpecs(parsed(fields), options);
}

/** What a condition is asked with. */
export interface Asked {
  readonly user?: StatsigUser;
  readonly context?: Partial<EvaluationContext>;
  /** Further fields of the payload. */
  readonly payload?: Json;
}

/** The answer of a gate with this one condition. */
export function ask(
  asked: Json,
  { user = ada, context = {}, payload: fields = {} }: Asked = {},
): FeatureGate {
  const others = (fields['feature_gates'] ?? []) as readonly Json[];
  const gates = [...others, gate('asked', { rules: [rule('only', { conditions: [asked] })] })];
  return evaluateGate(specsOf({ ...fields, feature_gates: gates }), user, 'asked', { now, ...context });
}
