export { currentStatsig, setRequestUser, tryCurrentStatsig } from '@acme/statsig-node';
export {
  type GateRequirement,
  type StableIDCookieOptions,
  stableIDOf,
  userOfRequest,
} from '@acme/statsig-node/adapter';
export {
  type ClientInitializeHandlerOptions,
  clientInitializeHandler,
} from './client-initialize-handler.ts';
export type {} from './express-request.ts';
export type { StatsigMiddlewareOptions } from './middleware-options.ts';
export { type RequireGateOptions, requireGate } from './require-gate.ts';
export { type StatsigHealthOptions, statsigHealth } from './statsig-health.ts';
export { type StatsigMiddleware, statsigMiddleware } from './statsig-middleware.ts';
