export { currentStatsig, setRequestUser, tryCurrentStatsig } from '@acme/statsig-node';
export { type GateRequirement, type HttpRequest, userOfRequest } from '@acme/statsig-node/adapter';
export { CurrentStatsig } from './current-statsig.ts';
export { InjectStatsig, statsigToken } from './inject-statsig.ts';
export type { StatsigModuleAsyncOptions, StatsigModuleExtras } from './module-definition.ts';
export type { StatsigModuleOptions, StatsigOptionsFactory } from './module-options.ts';
export { RequireGate, type RequireGateOptions, SkipGate } from './require-gate.ts';
export { StatsigModule } from './statsig.module.ts';
export { ExperimentValue, GateValue, LayerValue } from './values.ts';
