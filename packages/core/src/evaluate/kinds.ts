import { type Experiment, getParameter } from '../results/dynamic-config.ts';
import type { Evaluation, EvaluationDetails, SecondaryExposure } from '../results/evaluation.ts';
import type { FeatureGate } from '../results/feature-gate.ts';
import type { Layer } from '../results/layer.ts';
import type { ParameterValues } from '../results/parameters.ts';
import type { CompiledSpec, CompiledSpecs } from '../specs/compiled.ts';
import type { Rule, Spec, SpecKind } from '../specs/spec.ts';
import { bandit } from './bandit.ts';
import type { OverrideKind } from './overrides.ts';
import type { Run } from './run.ts';

/** How one kind of spec answers. */
export interface Kind<E extends Evaluation> {
  readonly specKind: SpecKind;
  /** What its local overrides are kept under. */
  readonly override: OverrideKind;
  specOf(specs: CompiledSpecs, name: string): CompiledSpec<E> | undefined;
  /** A contextual bandit that answers in place of a spec. */
  readonly bandit?: (name: string, run: Run) => E | undefined;
  /** The value of an answer that nothing gave. */
  readonly empty: E['value'];
  /** Finishes an answer. */
  outcome(answer: Answer): E;
  /** The same answer, with what was asked on the way. */
  withExposures(evaluation: E, exposures: readonly SecondaryExposure[]): E;
  /** The answer of the spec `overrideConfigName`, under the name that was asked for. */
  renamed(evaluation: E, name: string, overrideConfigName: string): E;
  /** An experiment's answer, in place of the spec's own `fallback`. */
  delegated(fallback: E, delegation: Delegation): E;
  /** The parameters of all rules that contributed, in place of the spec's own `fallback`. */
  merged(fallback: E, merge: Merge): E;
}

/** What an answer is made of; `rule` is null when none decided. */
export interface Answer extends Pick<Spec, 'name' | 'idType' | 'explicitParameters'> {
  readonly value: unknown;
  readonly ruleID: string;
  /** Whether a rule passed; false when the default answers, or the user missed a percentage. */
  readonly rulePassed: boolean;
  readonly rule: Pick<Rule, 'groupName' | 'isExperimentGroup'> | null;
  readonly details: EvaluationDetails;
}

/** What an experiment answers to the spec that handed over to it. */
interface Delegation {
  readonly evaluation: Experiment;
  readonly experiment: string;
  readonly explicitParameters: readonly string[] | null;
  readonly idType: string | null;
  readonly details: EvaluationDetails;
  readonly secondaryExposures: readonly SecondaryExposure[];
  readonly undelegatedSecondaryExposures: readonly SecondaryExposure[];
}

/** What the rules of a layer contribute together. */
export interface Merge {
  readonly ruleID: string;
  readonly value: ParameterValues;
  readonly parameterRuleIDs: Readonly<Record<string, string>>;
  /** The experiment that took part, and the layer's rule that named it. */
  readonly delegation: {
    readonly experiment: string;
    readonly ruleID: string;
    readonly groupName: string | null;
    readonly explicitParameters: readonly string[] | null;
    readonly isUserInExperiment: boolean;
  } | null;
  readonly secondaryExposures: readonly SecondaryExposure[];
}

const noExposures: readonly SecondaryExposure[] = /* @__PURE__ */ Object.freeze([]);
const noParameters: readonly string[] = /* @__PURE__ */ Object.freeze([]);
const emptyParameters: ParameterValues = /* @__PURE__ */ Object.freeze({});

export const gateKind: Kind<FeatureGate> = {
  specKind: 'gate',
  override: 'gate',
  specOf: (specs, name) => specs.gate(name),
  empty: false,
  outcome: ({ name, value, ruleID, rule, idType, details }) =>
    Object.freeze({
      name,
      value: value === true,
      ruleID,
      groupName: rule?.groupName ?? null,
      idType,
      details,
      secondaryExposures: noExposures,
    }),
  withExposures: (gate, secondaryExposures) => Object.freeze({ ...gate, secondaryExposures }),
  renamed,
  // Normalising leaves gates no rule that hands over.
  delegated: (fallback) => fallback,
  merged: (fallback) => fallback,
};

export const dynamicConfigKind: Kind<Experiment> = {
  specKind: 'config',
  override: 'dynamicConfig',
  specOf: (specs, name) => specs.config(name),
  empty: emptyParameters,
  outcome: ({ name, value, ruleID, rulePassed, rule, idType, details }) =>
    Object.freeze({
      name,
      value: value as ParameterValues,
      ruleID,
      groupName: rule?.groupName ?? null,
      idType,
      details,
      secondaryExposures: noExposures,
      rulePassed,
      isUserInExperiment: rule?.isExperimentGroup === true,
      get: getParameter,
    }),
  withExposures: (config, secondaryExposures) => Object.freeze({ ...config, secondaryExposures }),
  renamed,
  delegated: ({ name }, { evaluation, idType, details, secondaryExposures }) =>
    Object.freeze({ ...evaluation, name, idType, details, secondaryExposures }),
  // Only layers merge their rules.
  merged: (fallback) => fallback,
};

/** The same specs, asked for as experiments. */
export const experimentKind: Kind<Experiment> = { ...dynamicConfigKind, override: 'experiment', bandit };

export const layerKind: Kind<Layer> = {
  specKind: 'layer',
  override: 'layer',
  specOf: (specs, name) => specs.layer(name),
  empty: emptyParameters,
  outcome: ({ name, value, ruleID, rule, idType, details, explicitParameters }) =>
    Object.freeze({
      name,
      value: value as ParameterValues,
      ruleID,
      groupName: rule?.groupName ?? null,
      idType,
      details,
      secondaryExposures: noExposures,
      undelegatedSecondaryExposures: noExposures,
      allocatedExperiment: null,
      parameterRuleIDs: null,
      explicitParameters: explicitParameters ?? noParameters,
      isUserInExperiment: rule?.isExperimentGroup === true,
      get: getParameter,
    }),
  withExposures: (layer, exposures) =>
    Object.freeze({
      ...layer,
      secondaryExposures: exposures,
      // An unsupported layer did not get as far as to decide who answers.
      undelegatedSecondaryExposures: layer.details.reason === 'Unsupported' ? noExposures : exposures,
    }),
  renamed,
  delegated: ({ name }, { evaluation, experiment, explicitParameters, ...delegation }) =>
    Object.freeze({
      name,
      value: evaluation.value,
      ruleID: evaluation.ruleID,
      groupName: evaluation.groupName,
      idType: delegation.idType,
      details: delegation.details,
      secondaryExposures: delegation.secondaryExposures,
      undelegatedSecondaryExposures: delegation.undelegatedSecondaryExposures,
      allocatedExperiment: experiment,
      parameterRuleIDs: null,
      explicitParameters: explicitParameters ?? noParameters,
      isUserInExperiment: evaluation.isUserInExperiment,
      get: getParameter,
    }),
  merged: (fallback, { value, ruleID, parameterRuleIDs, delegation, secondaryExposures }) =>
    Object.freeze({
      ...fallback,
      value,
      parameterRuleIDs,
      secondaryExposures,
      ruleID,
      groupName: delegation?.groupName ?? null,
      allocatedExperiment: delegation?.experiment ?? null,
      explicitParameters: delegation?.explicitParameters ?? fallback.explicitParameters,
      isUserInExperiment: delegation?.isUserInExperiment === true,
    }),
};

function renamed<E extends Evaluation>(evaluation: E, name: string, overrideConfigName: string): E {
  return Object.freeze({
    ...evaluation,
    name,
    details: Object.freeze({ ...evaluation.details, overrideConfigName }),
  });
}
