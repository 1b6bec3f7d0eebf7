import type { UserStatsig } from '@acme/statsig-node';

/** What is being tested: the price of a basket, which depends on a gate and on an experiment. */
export function priceOf(basket: readonly number[], flags: UserStatsig): number {
  const sum = basket.reduce((total, price) => total + price, 0);
  if (!flags.checkGate('discounts')) return sum;
  const discount = flags.getExperiment('discount_size').get('discount', 0);
  flags.logEvent('discount_shown', { value: sum * discount });
  return sum * (1 - discount);
}
