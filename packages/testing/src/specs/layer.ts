import { type Parameters, ruleOf, type SpecBuilder, specOf } from './spec.ts';

/** A layer in the making. */
export interface LayerBuilder extends SpecBuilder {
  /** Hands over to an experiment, which has to be among the specs: its parameters then replace the layer's own. */
  delegateTo(experimentName: string): LayerBuilder;
}

/**
 * A layer.
 *
 * @param values - What everyone gets whom no experiment gives something else.
 * @example
 * [layer('home', { title: 'Home' }).delegateTo('title_test'), experiment('title_test', { short: { title: 'Hi' } })]
 */
export function layer(name: string, values: Parameters): LayerBuilder {
  return builderOf(name, values, []);
}

function builderOf(name: string, values: Parameters, delegates: readonly string[]): LayerBuilder {
  return {
    section: 'layer_configs',
    name,
    delegateTo: (experimentName) => builderOf(name, values, [...delegates, experimentName]),
    toJSON: () =>
      specOf({
        name,
        entity: 'layer',
        defaultValue: values,
        rules: delegates.map((configDelegate) =>
          ruleOf({ id: `${name}:${configDelegate}`, conditions: [], returnValue: values, configDelegate }),
        ),
      }),
  };
}
