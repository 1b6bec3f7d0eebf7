export {
  createTestStatsig,
  type LoggedEvents,
  type TestGroup,
  type TestProject,
  type TestStatsigOptions,
} from './create-test-statsig.ts';
export {
  type ExpectedEvent,
  type ExpectedExposure,
  type MatcherResult,
  statsigMatchers,
} from './matchers.ts';
export { type MemoryEventSink, memoryEventSink } from './memory-event-sink.ts';
export { type Condition, everyone, failsGate, passesGate } from './specs/condition.ts';
export { type DynamicConfigBuilder, dynamicConfig } from './specs/dynamic-config.ts';
export { type ExperimentBuilder, experiment } from './specs/experiment.ts';
export { type GateBuilder, gate } from './specs/gate.ts';
export { type LayerBuilder, layer } from './specs/layer.ts';
export { type ParameterSource, parameterStore } from './specs/parameter-store.ts';
export { type PayloadOptions, payloadOf } from './specs/payload.ts';
export type { Parameters, SpecBuilder, SpecSection } from './specs/spec.ts';
export { environment, type UserValues, user } from './specs/user.ts';
export type { Value } from './specs/value.ts';
export type { FakeRequest } from './statsig-api/fake-request.ts';
export { type Endpoint, type FakeStatsigApi, fakeStatsigApi } from './statsig-api/fake-statsig-api.ts';
export type { Trouble } from './statsig-api/trouble.ts';
