import { requireGate } from '@acme/statsig-express';
import {
  createStatsig,
  type DynamicConfig,
  type Experiment,
  type Layer,
  type NameOf,
  type ParameterStore,
  type ParameterValues,
} from '@acme/statsig-node';
import { describe, expectTypeOf, it } from 'vitest';

declare const anyName: string;
const flags = createStatsig({ sdkKey: 'secret-types' }).forUser({ userID: 'user-1' });
const config = flags.getDynamicConfig(anyName);

describe('where nothing is registered', () => {
  it('any text is a name', () => {
    expectTypeOf<NameOf<'gate'>>().toBeString();
    expectTypeOf<NameOf<'experiment'>>().toBeString();
    flags.checkGate(anyName);
    flags.checkGate('any_gate');
    flags.explain('experiment', anyName);
    flags.logLayerParameterExposure('any_layer', anyName);
    requireGate({ any: [anyName] });
  });

  it('an answer is the plain one of its kind', () => {
    expectTypeOf(config).toEqualTypeOf<DynamicConfig>();
    expectTypeOf(flags.getExperiment('any_experiment')).toEqualTypeOf<Experiment>();
    expectTypeOf(flags.getLayer('any_layer')).toEqualTypeOf<Layer>();
    expectTypeOf(flags.getParameterStore('any_store')).toEqualTypeOf<ParameterStore>();
    expectTypeOf(config.value).toEqualTypeOf<ParameterValues>();
  });

  it('a parameter is of the type of its fallback', () => {
    expectTypeOf(config.get('any_parameter', 'blue')).toBeString();
    expectTypeOf(config.get('any_parameter', 1)).toBeNumber();
    expectTypeOf(config.get('any_parameter', false)).toBeBoolean();
    expectTypeOf(config.get('any_parameter', null)).toBeUnknown();
    expectTypeOf(config.get('any_parameter', { a: 1 })).toEqualTypeOf<{ a: number }>();
    expectTypeOf(config.get<readonly string[]>(anyName, [])).toEqualTypeOf<readonly string[]>();
  });

  it('what is no text is no name', () => {
    // @ts-expect-error
    flags.checkGate(1);
    // @ts-expect-error
    flags.getLayer(undefined);
    // @ts-expect-error
    config.get(1, 'blue');
  });
});
