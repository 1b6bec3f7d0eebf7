import {
  configExposure,
  createStatsig,
  type DynamicConfig,
  type Experiment,
  evaluateExperiment,
  evaluateLayer,
  type Layer,
  layerExposure,
  noSpecs,
  type ParameterReader,
  type ParametersOf,
} from '@acme/statsig-node';
import { describe, expectTypeOf, it } from 'vitest';

declare const anyText: string;
const flags = createStatsig({ sdkKey: 'secret-types' }).forUser({ userID: 'user-1' });
const banner = flags.getDynamicConfig('banner');
const button = flags.getExperiment('checkout_button');
const home = flags.getLayer('home');
const theme = flags.getParameterStore('theme');

describe('a registered parameter', () => {
  it('has its type, whatever its fallback', () => {
    expectTypeOf(button.get('color', 'blue')).toEqualTypeOf<'red' | 'blue'>();
    expectTypeOf(button.get('discount', 0)).toBeNumber();
    expectTypeOf(banner.get('text', '')).toBeString();
    expectTypeOf(banner.get('tags', [])).toEqualTypeOf<readonly string[]>();
    expectTypeOf(home.get('isWide', false)).toBeBoolean();
    expectTypeOf(theme.get('accent', '')).toBeString();
    expectTypeOf(flags.getExperiment('delivery').get('days', 3)).toBeNumber();
  });

  it('has it in core too', () => {
    const user = { userID: 'user-1' };
    const experiment = evaluateExperiment(noSpecs, user, 'checkout_button', { now: 0 });
    expectTypeOf(experiment.get('color', 'red')).toEqualTypeOf<'red' | 'blue'>();
    expectTypeOf(evaluateLayer(noSpecs, user, 'home', { now: 0 }).get('title', '')).toBeString();
  });

  it('is never undefined when it is optional', () => {
    expectTypeOf(banner.get('link', { href: '/' })).toEqualTypeOf<{ href: string }>();
  });

  it('may be left out with null or undefined', () => {
    expectTypeOf(button.get('color', null)).toEqualTypeOf<'red' | 'blue' | null>();
    expectTypeOf(button.get('discount', undefined)).toEqualTypeOf<number | undefined>();
  });

  it('may be missing from the value', () => {
    expectTypeOf(button.value.color).toEqualTypeOf<'red' | 'blue' | undefined>();
    expectTypeOf(home.value.title).toEqualTypeOf<string | undefined>();
  });

  it('is one of its parameters', () => {
    expectTypeOf<keyof ParametersOf<'layer', 'home'>>().toEqualTypeOf<'title' | 'isWide'>();
    theme.read('accent');
  });
});

describe('a parameter that is not registered', () => {
  it('is refused', () => {
    // @ts-expect-error
    button.get('colour', 'blue');
    // @ts-expect-error
    button.get(anyText, 'blue');
    // @ts-expect-error
    banner.get('color', 'blue');
    // @ts-expect-error
    home.get('color', 'blue');
    // @ts-expect-error
    theme.get('color', 'blue');
    // @ts-expect-error
    theme.read('color');
  });
});

describe('a fallback of another type', () => {
  it('is refused', () => {
    // @ts-expect-error
    button.get('discount', 'ten');
    // @ts-expect-error
    button.get('color', 'green');
    // @ts-expect-error
    button.get('color', anyText);
    // @ts-expect-error
    home.get('isWide', 'yes');
    // @ts-expect-error
    banner.get('tags', [1]);
  });
});

describe('an answer with registered parameters', () => {
  it('passes for one with any', () => {
    expectTypeOf(button).toExtend<Experiment>();
    expectTypeOf(banner).toExtend<DynamicConfig>();
    expectTypeOf(home).toExtend<Layer>();
    expectTypeOf(theme).toExtend<ParameterReader>();
    configExposure(button, { now: 0 });
    layerExposure(home, 'title', { now: 0 });
  });

  it('can be named by what it holds', () => {
    expectTypeOf(button).toExtend<Experiment<{ color: 'red' | 'blue'; discount: number }>>();
    expectTypeOf(button).toEqualTypeOf<Experiment<ParametersOf<'experiment', 'checkout_button'>>>();
  });
});
