export { currentStatsig, setRequestUser, tryCurrentStatsig } from '@acme/statsig-node';
export { CurrentStatsig } from './current-statsig.ts';
export type { HttpRequest } from './http-request.ts';
export { InjectStatsig, statsigToken } from './inject-statsig.ts';
export type { StatsigModuleAsyncOptions, StatsigModuleExtras } from './module-definition.ts';
export type { StatsigModuleOptions, StatsigOptionsFactory } from './module-options.ts';
export { userOfRequest } from './request-user.ts';
export { type GateRequirement, RequireGate, type RequireGateOptions } from './require-gate.ts';
export { StatsigModule } from './statsig.module.ts';
