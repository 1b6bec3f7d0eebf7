export { currentStatsig, setRequestUser, tryCurrentStatsig } from '@acme/statsig-node';
export { type GateRequirement, userOfRequest } from '@acme/statsig-node/adapter';
export type {} from './express-request.ts';
export type { StatsigMiddlewareOptions } from './middleware-options.ts';
export { type RequireGateOptions, requireGate } from './require-gate.ts';
export { statsigMiddleware } from './statsig-middleware.ts';
