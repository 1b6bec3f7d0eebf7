import * as v from 'valibot';
import type { ConditionParts } from '../conditions/condition.ts';
import { normalizeRule } from '../dialects/core/normalize.ts';
import { coreRuleSchema } from '../dialects/core/schema.ts';
import type { Evaluation } from '../results/evaluation.ts';
import { compileTest } from './compile-spec.ts';
import type { RuleTest } from './compiled.ts';
import { type Part, readPart } from './part.ts';
import { isRecord } from './record.ts';
import type { SpecKind } from './spec.ts';
import type { Specs } from './specs.ts';

/** Another spec that answers for users who pass one of the rules. */
export interface CompiledMapping {
  readonly newConfigName: string;
  readonly rules: readonly { readonly startTime: number; readonly test: RuleTest }[];
}

/** The mappings of one spec, in the order in which they are to be tried. */
export interface SpecMappings {
  readonly mappings: readonly CompiledMapping[];
  /** What they came to in the evaluation under way: they are tried once in each. */
  readonly memo: { serial: number; answer: Evaluation | undefined };
}

/** Finds the mappings of a spec; undefined when it has none. */
export type Mappings = (kind: SpecKind, name: string) => SpecMappings | undefined;

const mappingsSchema = v.array(
  v.object({
    new_config_name: v.string(),
    rules: v.array(v.object({ rule_name: v.string(), start_time: v.nullish(v.number()) })),
  }),
);

/** Prepares the project's mappings; null when it has none, so that asking for them costs nothing. */
export function compileMappings(specs: Specs, parts: ConditionParts): Mappings | null {
  if (specs.mappings.size === 0) return null;
  const compiled = new Map<string, SpecMappings>();
  return (kind, name) => {
    if (!specs.mappings.has(name)) return undefined;
    const key = `${kind} ${name}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const mappings = compileMapping(specs, parts, kind, name);
    const made: SpecMappings = { mappings, memo: { serial: 0, answer: undefined } };
    compiled.set(key, made);
    return made;
  };
}

function compileMapping(
  specs: Specs,
  parts: ConditionParts,
  kind: SpecKind,
  name: string,
): readonly CompiledMapping[] {
  const parsed = v.safeParse(mappingsSchema, specs.mappings.get(name));
  if (!parsed.success) return [];
  const salt = saltOf(specs[kind].get(name));
  const test = (ruleName: string): RuleTest | undefined => {
    const rule = v.safeParse(coreRuleSchema, specs.mappingRules.get(ruleName));
    if (!rule.success) return undefined;
    return compileTest(salt, normalizeRule(rule.output, { kind, conditions: specs.conditions }), parts);
  };
  return parsed.output.map((mapping) => ({
    newConfigName: mapping.new_config_name,
    rules: mapping.rules.flatMap(({ rule_name, start_time }) => {
      const compiled = test(rule_name);
      return compiled === undefined ? [] : [{ startTime: start_time ?? 0, test: compiled }];
    }),
  }));
}

/** Users are hashed as for the spec that was asked for, also when there is none of that name. */
function saltOf(part: Part | undefined): string {
  try {
    const spec = readPart(part);
    return isRecord(spec) && typeof spec['salt'] === 'string' ? spec['salt'] : '';
  } catch {
    return '';
  }
}
