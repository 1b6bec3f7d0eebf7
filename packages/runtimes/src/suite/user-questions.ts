import {
  clientInitializeResponseText,
  configExposure,
  evaluateDynamicConfig,
  evaluateExperiment,
  evaluateGate,
  evaluateLayer,
  evaluateParameterStore,
  explainDynamicConfig,
  explainExperiment,
  explainGate,
  explainLayer,
  formatExplanation,
  gateExposure,
  layerExposure,
  loggableUser,
} from '@acme/statsig-core';
import type { Answer, Subject } from './answers.ts';

/** The whole answer of everything that a project has, for one user. */
export function* userQuestions({ specs, names, user, context }: Subject): Generator<Answer> {
  for (const name of names.gates) {
    yield { question: `gate ${name}`, text: JSON.stringify(evaluateGate(specs, user, name, context)) };
  }
  for (const name of names.configs) {
    const config = evaluateDynamicConfig(specs, user, name, context);
    yield { question: `dynamic config ${name}`, text: JSON.stringify(config) };
    const experiment = evaluateExperiment(specs, user, name, context);
    yield { question: `experiment ${name}`, text: JSON.stringify(experiment) };
  }
  for (const name of names.layers) {
    yield { question: `layer ${name}`, text: JSON.stringify(evaluateLayer(specs, user, name, context)) };
  }
  for (const name of names.parameterStores) {
    const store = evaluateParameterStore(specs, user, name, context);
    const readings = store.parameters.map((parameter) => store.read(parameter));
    yield { question: `parameter store ${name}`, text: JSON.stringify({ ...store, readings }) };
  }
  yield { question: 'loggable user', text: JSON.stringify(loggableUser(user, context.environment)) };
}

/** What takes long to write down. */
export function* rareQuestions(subject: Subject): Generator<Answer> {
  const { specs, user, context } = subject;
  for (const hash of ['none', 'djb2', 'sha256'] as const) {
    const text = clientInitializeResponseText(specs, user, { ...context, hash });
    yield { question: `client initialize response, ${hash}`, text };
  }
  yield* explanations(subject);
  yield* exposures(subject);
}

function* explanations({ specs, names, user, context }: Subject): Generator<Answer> {
  const explained = [
    [names.gates, explainGate],
    [names.configs, explainDynamicConfig],
    [names.configs, explainExperiment],
    [names.layers, explainLayer],
  ] as const;
  for (const [all, explain] of explained) {
    for (const name of all) {
      yield { question: `why ${name}`, text: formatExplanation(explain(specs, user, name, context)) };
    }
  }
}

function* exposures({ specs, names, user, context }: Subject): Generator<Answer> {
  for (const name of names.gates) {
    const exposure = gateExposure(evaluateGate(specs, user, name, context), context);
    yield { question: `exposure of gate ${name}`, text: JSON.stringify(exposure) };
  }
  for (const name of names.configs) {
    const exposure = configExposure(evaluateExperiment(specs, user, name, context), context);
    yield { question: `exposure of config ${name}`, text: JSON.stringify(exposure) };
  }
  for (const name of names.layers) {
    const exposure = layerExposure(evaluateLayer(specs, user, name, context), 'title', context);
    yield { question: `exposure of layer ${name}`, text: JSON.stringify(exposure) };
  }
}
