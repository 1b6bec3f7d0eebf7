import {
  compileSpecs,
  evaluateExperiment,
  evaluateGate,
  evaluateLayer,
  type Specs,
} from '@acme/statsig-core';
import { describe, expectTypeOf, it } from 'vitest';

declare module '@acme/statsig-core' {
  interface Register {
    gates: 'new_checkout';
    experiments: { checkout_button: { color: 'red' | 'blue' } };
  }
}

declare const specs: Specs;
const compiled = compileSpecs(specs);
const user = { userID: 'user-1' };
const context = { now: 0 };

describe('a declaration for core', () => {
  it('holds where core is used alone', () => {
    expectTypeOf(evaluateGate(compiled, user, 'new_checkout', context).value).toBeBoolean();
    const button = evaluateExperiment(compiled, user, 'checkout_button', context);
    expectTypeOf(button.get('color', 'red')).toEqualTypeOf<'red' | 'blue'>();
    // @ts-expect-error
    evaluateGate(compiled, user, 'new_chekout', context);
    // @ts-expect-error
    evaluateExperiment(compiled, user, 'checkout_buton', context);
  });

  it('leaves the kinds alone that it does not name', () => {
    const layer = evaluateLayer(compiled, user, 'any_layer', context);
    expectTypeOf(layer.get('any_parameter', 'text')).toBeString();
  });
});
