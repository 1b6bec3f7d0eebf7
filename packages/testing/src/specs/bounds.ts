import { StatsigError } from '@acme/statsig-node';

/**
 * Checks a percentage.
 *
 * @param caller - The method that got it, for the error.
 * @throws {StatsigError} `INVALID_OPTIONS` when it is not a number from 0 to 100.
 */
export function percentageOf(percentage: number, caller: string): number {
  if (percentage >= 0 && percentage <= 100) return percentage;
  const message = `${caller}() takes a percentage from 0 to 100, not ${percentage}.`;
  throw new StatsigError('INVALID_OPTIONS', message);
}
