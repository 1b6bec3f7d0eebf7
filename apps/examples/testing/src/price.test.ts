import { createTestStatsig, experiment, gate, user } from '@acme/statsig-testing';
import { describe, expect, it } from 'vitest';
import '@acme/statsig-testing/vitest';
import { priceOf } from './price.ts';

const basket = [60, 40];
const ada = { userID: 'ada' };

describe('the price of a basket', () => {
  // Everyone gets the same: say what.
  it('is reduced for the treatment group', async () => {
    await using statsig = await createTestStatsig({
      gates: { discounts: true },
      experiments: { discount_size: { groupName: 'treatment', value: { discount: 0.2 } } },
    });
    expect(priceOf(basket, statsig.forUser(ada))).toBe(80);
    await expect(statsig).toHaveExposed('discount_size', { userID: 'ada' });
    await expect(statsig).toHaveLogged('discount_shown', { value: 20 });
  });

  // A gate that stays closed must keep users out of the experiment's statistics.
  it('is full without the gate, and nobody sees the experiment', async () => {
    await using statsig = await createTestStatsig({ gates: { discounts: false } });
    expect(priceOf(basket, statsig.forUser(ada))).toBe(100);
    await expect(statsig).not.toHaveExposed('discount_size');
  });

  // Users differ: write the rules.
  it.each([
    ['NZ', 50],
    ['AU', 100],
  ])('depends on the country: in %s it is %i', async (country, price) => {
    await using statsig = await createTestStatsig({
      specs: [
        gate('discounts').when(user.country.isOneOf('NZ')),
        experiment('discount_size', { half: { discount: 0.5 } }),
      ],
    });
    expect(priceOf(basket, statsig.forUser({ ...ada, country }))).toBe(price);
  });
});
