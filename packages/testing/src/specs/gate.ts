import { percentageOf } from './bounds.ts';
import type { Condition } from './condition.ts';
import { ruleOf, type SpecBuilder, specOf, type WireSpec } from './spec.ts';

/** A gate in the making; closed until a rule opens it. The first rule that applies to a user decides. */
export interface GateBuilder extends SpecBuilder {
  /** Opens the gate to users for whom all of this holds, besides what the rule demands already. */
  when(...conditions: readonly Condition[]): GateBuilder;
  /**
   * Opens the gate to a part of those to whom the rule applies: of everyone, if it has no conditions.
   *
   * @param percentage - From 0 to 100.
   */
  rollout(percentage: number): GateBuilder;
  /** Begins a further rule, for users to whom the ones before do not apply. */
  otherwise(): GateBuilder;
  /** The ID that the gate is rolled out by, such as `stableID`. By default `userID`. */
  by(idType: string): GateBuilder;
}

interface GateRule {
  readonly conditions: readonly Condition[];
  readonly percentage: number;
}

interface Gate {
  readonly name: string;
  readonly idType: string;
  readonly rules: readonly GateRule[];
}

const wholeRule: GateRule = { conditions: [], percentage: 100 };

/**
 * A gate that is closed for everyone, to be opened.
 *
 * @example
 * gate('new_checkout').rollout(50).when(user.country.isOneOf('NZ'));
 * gate('staff_tools').when(user.email.endsWith('@example.com')).otherwise().when(user.custom('staff').equals('yes'));
 */
export function gate(name: string): GateBuilder {
  return builderOf({ name, idType: 'userID', rules: [] });
}

function builderOf(spec: Gate): GateBuilder {
  const { rules } = spec;
  const last = rules.at(-1) ?? wholeRule;
  const withLast = (rule: GateRule): GateBuilder =>
    builderOf({ ...spec, rules: [...rules.slice(0, -1), rule] });
  return {
    section: 'feature_gates',
    name: spec.name,
    when: (...conditions) => withLast({ ...last, conditions: [...last.conditions, ...conditions] }),
    rollout: (percentage) => withLast({ ...last, percentage: percentageOf(percentage, 'rollout') }),
    otherwise: () => builderOf({ ...spec, rules: [...rules, wholeRule] }),
    by: (idType) => builderOf({ ...spec, idType }),
    toJSON: () => wireOf(spec),
  };
}

function wireOf({ name, idType, rules }: Gate): WireSpec {
  return specOf({
    name,
    type: 'feature_gate',
    entity: 'feature_gate',
    idType,
    defaultValue: false,
    rules: rules.map(({ conditions, percentage }, index) =>
      ruleOf({
        id: `${name}:${index + 1}`,
        idType,
        conditions,
        passPercentage: percentage,
        returnValue: true,
      }),
    ),
  });
}
