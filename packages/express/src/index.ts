export { currentStatsig, setRequestUser, tryCurrentStatsig } from '@acme/statsig-node';
export type {} from './express-request.ts';
export type { StatsigMiddlewareOptions } from './middleware-options.ts';
export { userOfRequest } from './request-user.ts';
export { type GateRequirement, type RequireGateOptions, requireGate } from './require-gate.ts';
export { statsigMiddleware } from './statsig-middleware.ts';
