import { currentStatsig } from '@acme/statsig-node';
import { createParamDecorator } from '@nestjs/common';

/**
 * Passes the request's user to a handler: a `UserStatsig`, the same that `currentStatsig()` returns.
 *
 * @throws {StatsigError} `NO_REQUEST_SCOPE` when `StatsigModule` is not imported.
 * @example
 * @Get()
 * show(@CurrentStatsig() flags: UserStatsig) {
 *   return { color: flags.getExperiment('checkout_button').get('color', 'blue') };
 * }
 */
export const CurrentStatsig: () => ParameterDecorator = createParamDecorator(() => currentStatsig());
