import type { UserStatsig } from '@acme/statsig-node';

declare global {
  namespace Express {
    interface Request {
      /**
       * The request's user: checks gates, gets configs, experiments and layers, logs events.
       *
       * @throws {StatsigError} `NO_REQUEST_SCOPE` where `statsigMiddleware()` was not mounted before.
       */
      readonly statsig: UserStatsig;
    }
  }
}
