import {
  type CompiledSpecs,
  type Evaluation,
  evaluateDynamicConfig,
  evaluateExperiment,
  evaluateGate,
  evaluateLayer,
  type Overrides,
  type StatsigUser,
} from '@acme/statsig-core';
import { StatsigUser as ServerCoreUser, type Statsig } from '@statsig/statsig-node-core';
import type { StatsigServer } from 'statsig-node';
import { overridable } from './overrides-project.test-support.ts';
import { now } from './payloads.test-support.ts';

type Kind = keyof typeof overridable;

/** What an SDK answers to a question, as far as it shows it. */
export type Shown = Readonly<Record<string, unknown>>;

/** What an SDK answers to everything that can be overridden, by kind and name. */
export type View = ReadonlyMap<string, Shown>;

type Ask = (name: string) => Shown;

const unlogged = { disableExposureLogging: true };

/**
 * Asks Server Core. It says '' for a group that is none, and its reasons of other answers are left out: they say
 * `LocalOverride` too once a spec has asked one that is overridden.
 */
export function viewOfServerCore(statsig: Statsig, asking: StatsigUser): View {
  const user = new ServerCoreUser(asking as { userID: string });
  const common = ({ ruleID, details }: { ruleID: string; details: { reason: string } }): Shown =>
    ruleID === 'override'
      ? { ruleID, isOverridden: details.reason === 'LocalOverride:Recognized' }
      : { ruleID };
  return viewOf({
    gate: (name) => {
      const gate = statsig.getFeatureGate(user, name, unlogged);
      return { ...common(gate), value: gate.value };
    },
    dynamicConfig: (name) => {
      const config = statsig.getDynamicConfig(user, name, unlogged);
      return { ...common(config), value: config.value };
    },
    experiment: (name) => {
      const experiment = statsig.getExperiment(user, name, unlogged);
      const { value, groupName, secondaryExposures } = experiment;
      return { ...common(experiment), value, groupName: groupName || null, secondaryExposures };
    },
    layer: (name) => {
      const layer = statsig.getLayer(user, name, unlogged);
      const { __value: value, groupName, allocatedExperimentName } = layer;
      const allocatedExperiment = allocatedExperimentName || null;
      return { ...common(layer), value, groupName: groupName || null, allocatedExperiment };
    },
  });
}

/** Asks the legacy SDK. */
export function viewOfLegacy(statsig: StatsigServer, asking: StatsigUser): View {
  // It writes the environment into the user.
  const user = structuredClone(asking) as Parameters<StatsigServer['getConfig']>[0];
  const isOverridden = (details: { reason: string } | null): boolean => details?.reason === 'LocalOverride';
  const config = (answer: ReturnType<StatsigServer['getConfig']>): Shown => ({
    value: answer.value,
    ruleID: answer.getRuleID(),
    groupName: answer.getGroupName(),
    secondaryExposures: answer._getSecondaryExposures(),
    isOverridden: isOverridden(answer.getEvaluationDetails()),
  });
  return viewOf({
    gate: (name) => {
      const { value, ruleID, groupName, evaluationDetails } = statsig.getFeatureGate(user, name, unlogged);
      return { value, ruleID, groupName, isOverridden: isOverridden(evaluationDetails) };
    },
    dynamicConfig: (name) => config(statsig.getConfig(user, name, unlogged)),
    experiment: (name) => config(statsig.getExperiment(user, name, unlogged)),
    layer: (name) => {
      const layer = statsig.getLayer(user, name, unlogged);
      return {
        // It shows single parameters only.
        value: Reflect.get(layer, '_value') as unknown,
        ruleID: layer.getRuleID(),
        groupName: layer.getGroupName(),
        allocatedExperiment: layer.getAllocatedExperimentName(),
        isOverridden: isOverridden(layer.getEvaluationDetails()),
      };
    },
  });
}

/** Asks our own evaluator. */
export function viewOfOurs(specs: CompiledSpecs, user: StatsigUser, overrides: Overrides): View {
  const context = { now, overrides };
  const shown = (answer: Evaluation): Shown => ({
    ...answer,
    isOverridden: answer.details.reason === 'LocalOverride',
  });
  return viewOf({
    gate: (name) => shown(evaluateGate(specs, user, name, context)),
    dynamicConfig: (name) => shown(evaluateDynamicConfig(specs, user, name, context)),
    experiment: (name) => shown(evaluateExperiment(specs, user, name, context)),
    layer: (name) => shown(evaluateLayer(specs, user, name, context)),
  });
}

/** The fields of `view` that `model` shows too. */
export function asShownBy(model: View, view: View): View {
  const fieldsOf = (question: string, shown: Shown): Shown =>
    Object.fromEntries(Object.keys(model.get(question) ?? {}).map((field) => [field, shown[field]]));
  return new Map([...view].map(([question, shown]) => [question, fieldsOf(question, shown)]));
}

function viewOf(asks: Readonly<Record<Kind, Ask>>): View {
  const kinds = Object.keys(overridable) as Kind[];
  return new Map(
    kinds.flatMap((kind) => overridable[kind].map((name) => [`${kind} ${name}`, asks[kind](name)] as const)),
  );
}
