export {
  type ClientInitializeOptions,
  type ClientInitializeResponse,
  clientInitializeResponse,
  clientInitializeResponseText,
} from './client-initialize-response/client-initialize-response.ts';
export type { ClientEntry } from './client-initialize-response/entries.ts';
export type { HashAlgorithm } from './client-initialize-response/names.ts';
export type { SpecFilter } from './client-initialize-response/visible-specs.ts';
export { isStatsigError, StatsigError, type StatsigErrorCode } from './errors.ts';
export type { EvaluationContext, IDList, Lookups, UserAgentDetails } from './evaluate/context.ts';
export {
  evaluateDynamicConfig,
  evaluateExperiment,
  evaluateGate,
  evaluateLayer,
} from './evaluate/evaluate.ts';
export { createOverrides, type Override, type OverrideKind, type Overrides } from './evaluate/overrides.ts';
export { evaluateParameterStore } from './evaluate/parameter-store.ts';
export {
  assignExperiment,
  assignLayer,
  type StickyAssignment,
  type StickyContext,
  type StickyStorage,
  stickyKey,
} from './evaluate/sticky.ts';
export type { StickyValues, UserPersistedValues } from './evaluate/sticky-values.ts';
export { explainDynamicConfig, explainExperiment, explainGate, explainLayer } from './explain/explain.ts';
export type {
  ExplainedCondition,
  ExplainedPercentage,
  ExplainedRule,
  Explanation,
} from './explain/explanation.ts';
export { formatExplanation } from './explain/format-explanation.ts';
export {
  configExposure,
  type Exposure,
  type ExposureOptions,
  gateExposure,
  layerExposure,
} from './exposures/exposure.ts';
export {
  type Sampled,
  type SamplingContext,
  type SamplingDecision,
  sampleExposure,
} from './exposures/sampling.ts';
export { sha256Base64 } from './hashing/sha256.ts';
export type { Result } from './result.ts';
export type { DynamicConfig, Experiment } from './results/dynamic-config.ts';
export type {
  Evaluation,
  EvaluationDetails,
  EvaluationReason,
  SecondaryExposure,
} from './results/evaluation.ts';
export type { FeatureGate } from './results/feature-gate.ts';
export type { Layer } from './results/layer.ts';
export type { ParameterReading, ParameterStore } from './results/parameter-store.ts';
export {
  hasParameter,
  type ParameterReader,
  type ParameterValues,
  readParameter,
  valueOr,
} from './results/parameters.ts';
export type { NameOf, ParametersOf, Register } from './results/register.ts';
export { asksIDLists } from './specs/asks-id-lists.ts';
export { hasChanges, type NameChanges, type SpecChanges, specChanges } from './specs/changes.ts';
export { type CompileOptions, compileSpecs } from './specs/compile.ts';
export type { CompiledSpecs } from './specs/compiled.ts';
export { type FieldsNeeded, fieldsNeeded } from './specs/fields-needed.ts';
export {
  type ExperimentGroup,
  experimentGroups,
  experimentLayer,
  type SpecNames,
  specNames,
} from './specs/names.ts';
export { noSpecs } from './specs/no-specs.ts';
export { hasUpdates, parseSpecs } from './specs/parse.ts';
export { isPayloadText, type PayloadText } from './specs/payload-text.ts';
export type { SpecKind } from './specs/spec.ts';
export type { SpecIssue, Specs } from './specs/specs.ts';
export { readUpdate, type SpecsUpdateReader, type UpdateOptions } from './specs/update.ts';

export { type LoggableUser, loggableUser } from './user/loggable-user.ts';
export type { StatsigUser } from './user/user.ts';
