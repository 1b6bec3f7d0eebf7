import type { CompiledSpec, CompiledSpecs, RuleTest } from './compiled.ts';
import type { Condition, SpecKind } from './spec.ts';

/** What an answer depends on: only what is named here can change it. */
export interface FieldsNeeded {
  /** Fields of the user, wherever they stand, e.g. `email` or one of `custom`. */
  readonly userFields: readonly string[];
  /** The ID types whose units are hashed or compared, e.g. `userID`, `companyID`. */
  readonly idTypes: readonly string[];
  /** Fields of the environment, e.g. `tier`. */
  readonly environment: readonly string[];
  /** Whether the country may be looked up by the user's `ip`. */
  readonly ip: boolean;
  /** Whether the user's `userAgent` may be read. */
  readonly userAgent: boolean;
  /** Whether the answer changes with time. */
  readonly time: boolean;
}

/**
 * Finds what the answer of a spec depends on, through everything that it asks and hands over to.
 *
 * @returns Nothing needed when there is no such spec.
 */
export function fieldsNeeded(specs: CompiledSpecs, kind: SpecKind, name: string): FieldsNeeded {
  const needs: Needs = {
    userFields: new Set(),
    idTypes: new Set(),
    environment: new Set(),
    types: new Set(),
  };
  collect(specs, specs[kind](name), needs, new Set());
  return {
    userFields: [...needs.userFields],
    idTypes: [...needs.idTypes],
    environment: [...needs.environment],
    ip: needs.types.has('ip_based'),
    userAgent: needs.types.has('ua_based'),
    time: needs.types.has('current_time'),
  };
}

interface Needs {
  readonly userFields: Set<string>;
  readonly idTypes: Set<string>;
  readonly environment: Set<string>;
  readonly types: Set<string>;
}

type Seen = Set<CompiledSpec>;

function collect(specs: CompiledSpecs, spec: CompiledSpec | undefined, needs: Needs, seen: Seen): void {
  if (spec === undefined || seen.has(spec)) return;
  seen.add(spec);
  for (const rule of spec.rules) {
    collectRule(specs, rule, needs, seen);
    if (rule.delegate !== null) collect(specs, specs.config(rule.delegate), needs, seen);
  }
}

function collectRule(specs: CompiledSpecs, rule: RuleTest, needs: Needs, seen: Seen): void {
  if (rule.threshold !== 0 && rule.threshold !== 10_000) needs.idTypes.add(rule.idType);
  for (const { condition, compiled } of rule.conditions) {
    if (condition !== null) collectCondition(condition, needs);
    for (const gate of compiled?.gates ?? []) collect(specs, specs.gate(gate), needs, seen);
    if (condition?.type === 'experiment_group')
      collect(specs, specs.config(condition.field ?? ''), needs, seen);
  }
}

function collectCondition({ type, field, idType }: Condition, needs: Needs): void {
  needs.types.add(type);
  if (field !== null && userFieldTypes.has(type)) needs.userFields.add(field);
  if (field !== null && type === 'environment_field') needs.environment.add(field);
  if (unitTypes.has(type)) needs.idTypes.add(idType);
}

const userFieldTypes: ReadonlySet<string> = new Set(['user_field', 'ip_based', 'ua_based']);
const unitTypes: ReadonlySet<string> = new Set(['unit_id', 'user_bucket']);
