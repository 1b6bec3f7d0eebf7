import {
  type CompiledSpecs,
  type Explanation,
  explainDynamicConfig,
  explainExperiment,
  explainGate,
  explainLayer,
  type StatsigUser,
  type StickyContext,
} from '@acme/statsig-core';

/** What can be explained. */
export type ExplainedKind = Explanation['kind'];

type Explain = (specs: CompiledSpecs, user: StatsigUser, name: string, context: StickyContext) => Explanation;

/** What explains the answers of each kind of spec. */
export const explainers: Readonly<Record<ExplainedKind, Explain>> = {
  gate: explainGate,
  dynamicConfig: explainDynamicConfig,
  experiment: explainExperiment,
  layer: explainLayer,
};
