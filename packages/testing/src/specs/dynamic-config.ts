import type { Condition } from './condition.ts';
import { type Parameters, ruleOf, type SpecBuilder, specOf } from './spec.ts';

/** A dynamic config in the making. */
export interface DynamicConfigBuilder extends SpecBuilder {
  /** Gives other values to users for whom all of this holds, and for whom no rule before did. */
  when(conditions: Condition | readonly Condition[], values: Parameters): DynamicConfigBuilder;
}

interface ConfigRule {
  readonly conditions: readonly Condition[];
  readonly values: Parameters;
}

/**
 * A dynamic config.
 *
 * @param values - What everyone gets to whom no rule applies.
 * @example
 * dynamicConfig('banner', { text: 'Hello' }).when(user.country.isOneOf('NZ'), { text: 'Kia ora' });
 */
export function dynamicConfig(name: string, values: Parameters): DynamicConfigBuilder {
  return builderOf(name, values, []);
}

function builderOf(name: string, values: Parameters, rules: readonly ConfigRule[]): DynamicConfigBuilder {
  return {
    section: 'dynamic_configs',
    name,
    when: (conditions, others) =>
      builderOf(name, values, [...rules, { conditions: [conditions].flat(), values: others }]),
    toJSON: () =>
      specOf({
        name,
        entity: 'dynamic_config',
        defaultValue: values,
        rules: rules.map((rule, index) =>
          ruleOf({ id: `${name}:${index + 1}`, conditions: rule.conditions, returnValue: rule.values }),
        ),
      }),
  };
}
