import {
  compileSpecs,
  createStatsig,
  currentStatsig,
  evaluateDynamicConfig,
  evaluateExperiment,
  evaluateGate,
  evaluateLayer,
  evaluateParameterStore,
  explainGate,
  type NameOf,
  type Specs,
} from '@acme/statsig-node';
import { gateRequirement } from '@acme/statsig-node/adapter';
import { describe, expectTypeOf, it } from 'vitest';

declare const anyName: string;
declare const specs: Specs;
const user = { userID: 'user-1' };
const statsig = createStatsig({ sdkKey: 'secret-types' });
const flags = statsig.forUser(user);
const compiled = compileSpecs(specs);
const context = { now: 0 };

describe('a registered name', () => {
  it('is one of its kind', () => {
    expectTypeOf<NameOf<'gate'>>().toEqualTypeOf<'new_checkout' | 'dark_mode'>();
    expectTypeOf<NameOf<'dynamicConfig'>>().toEqualTypeOf<'banner'>();
    expectTypeOf<NameOf<'experiment'>>().toEqualTypeOf<'checkout_button' | 'delivery'>();
    expectTypeOf<NameOf<'layer'>>().toEqualTypeOf<'home'>();
    expectTypeOf<NameOf<'parameterStore'>>().toEqualTypeOf<'theme'>();
  });

  it('is taken wherever one is asked for', () => {
    expectTypeOf(flags.checkGate('new_checkout')).toBeBoolean();
    expectTypeOf(statsig.checkGate(user, 'dark_mode')).toBeBoolean();
    expectTypeOf(currentStatsig().getFeatureGate('dark_mode').value).toBeBoolean();
    expectTypeOf(evaluateGate(compiled, user, 'dark_mode', context).value).toBeBoolean();
    flags.explain('layer', 'home');
    flags.logLayerParameterExposure('home', 'title');
    statsig.overrides.set('experiment', 'delivery', { value: { days: 2 } });
    gateRequirement({ all: ['dark_mode'], none: ['new_checkout'] }, { caller: 'test' });
  });

  it('is what a name that is not known yet is made by an assertion', () => {
    flags.checkGate(anyName as NameOf<'gate'>);
  });
});

describe('a name that is not registered', () => {
  it('is refused as a gate', () => {
    // @ts-expect-error
    flags.checkGate('new_chekout');
    // @ts-expect-error
    flags.checkGate('checkout_button');
    // @ts-expect-error
    flags.checkGate(anyName);
    // @ts-expect-error
    flags.getFeatureGate('new_chekout');
    // @ts-expect-error
    statsig.checkGate(user, 'new_chekout');
    // @ts-expect-error
    statsig.getFeatureGate(user, 'new_chekout');
    // @ts-expect-error
    gateRequirement('new_chekout', { caller: 'test' });
    // @ts-expect-error
    gateRequirement({ any: ['dark_mode', 'new_chekout'] }, { caller: 'test' });
    // @ts-expect-error
    evaluateGate(compiled, user, 'new_chekout', context);
    // @ts-expect-error
    explainGate(compiled, user, 'new_chekout', context);
  });

  it('is refused as a dynamic config', () => {
    // @ts-expect-error
    flags.getDynamicConfig('checkout_button');
    // @ts-expect-error
    statsig.getDynamicConfig(user, 'baner');
    // @ts-expect-error
    evaluateDynamicConfig(compiled, user, 'baner', context);
  });

  it('is refused as an experiment', () => {
    // @ts-expect-error
    flags.getExperiment('banner');
    // @ts-expect-error
    statsig.getExperiment(user, 'checkout_buton');
    // @ts-expect-error
    evaluateExperiment(compiled, user, 'checkout_buton', context);
  });

  it('is refused as a layer', () => {
    // @ts-expect-error
    flags.getLayer('hom');
    // @ts-expect-error
    statsig.getLayer(user, 'hom');
    // @ts-expect-error
    evaluateLayer(compiled, user, 'hom', context);
  });

  it('is refused as a parameter store', () => {
    // @ts-expect-error
    flags.getParameterStore('themes');
    // @ts-expect-error
    statsig.getParameterStore(user, 'themes');
    // @ts-expect-error
    evaluateParameterStore(compiled, user, 'themes', context);
  });

  it('is refused by explanations, exposures and overrides', () => {
    // @ts-expect-error
    flags.explain('layer', 'dark_mode');
    // @ts-expect-error
    flags.logGateExposure('home');
    // @ts-expect-error
    flags.logDynamicConfigExposure('home');
    // @ts-expect-error
    flags.logExperimentExposure('home');
    // @ts-expect-error
    flags.logLayerParameterExposure('hom', 'title');
    // @ts-expect-error
    flags.logLayerParameterExposure('home', 'titel');
    // @ts-expect-error
    statsig.overrides.set('gate', 'new_chekout', { value: true });
    // @ts-expect-error
    statsig.overrides.remove('layer', 'dark_mode');
  });
});
