import type { AssignmentOptions } from '../evaluation-options.ts';
import type { Statsig } from '../statsig.ts';
import type { UserStatsig } from '../user-statsig.ts';
import type { Callbacks, Occasion } from './callbacks.ts';
import { type DynamicConfig, dynamicConfig } from './dynamic-config.ts';
import { type FeatureGate, featureGate } from './feature-gate.ts';
import { type Layer, layerOf } from './layer.ts';
import type { CoreApiOptions, GetExperimentOptions } from './options.ts';
import { engineValues } from './sticky-values.ts';
import type { StatsigUser } from './user.ts';

/** Who is asked about, and who answers for them. */
export interface Asked {
  readonly user: StatsigUser;
  readonly flags: UserStatsig;
}

/** Who answers, who is told, and what time it is. */
export interface AnswersOptions {
  readonly engine: Statsig;
  readonly callbacks: Callbacks;
  now(): number;
}

/** Puts the engine's answers into the words of the legacy SDK, and tells the callbacks. */
export class Answers {
  readonly #options: AnswersOptions;
  #initTime: number | undefined;

  constructor(options: AnswersOptions) {
    this.#options = options;
    options.engine.on('specsUpdated', ({ lcut }) => {
      this.#initTime ??= lcut;
    });
  }

  gate(asked: Asked, name: string, options: CoreApiOptions | undefined): FeatureGate {
    const occasion = this.#occasion(asked);
    const answer = asked.flags.getFeatureGate(name, options);
    const gate = featureGate(answer, occasion);
    this.#options.callbacks.gate(gate, answer, occasion);
    return gate;
  }

  config(asked: Asked, name: string, options: CoreApiOptions | undefined): DynamicConfig {
    const occasion = this.#occasion(asked);
    const answer = asked.flags.getDynamicConfig(name, options);
    const config = dynamicConfig(answer, occasion, mismatchLogger(asked.flags));
    this.#options.callbacks.config('dynamicConfigCallback', config, answer, occasion);
    return config;
  }

  experiment(asked: Asked, name: string, options: GetExperimentOptions | undefined): DynamicConfig {
    const occasion = this.#occasion(asked);
    const answer = asked.flags.getExperiment(name, assignmentOptions(options));
    const config = dynamicConfig(answer, occasion, mismatchLogger(asked.flags));
    this.#options.callbacks.config('experimentCallback', config, answer, occasion);
    return config;
  }

  layer(asked: Asked, name: string, options: GetExperimentOptions | undefined): Layer {
    const { callbacks } = this.#options;
    const occasion = this.#occasion(asked);
    const answer = asked.flags.getLayer(name, assignmentOptions(options));
    const layer = layerOf(answer, occasion, (read, parameter) => {
      callbacks.parameter(read, parameter, answer, occasion);
      // What is read is exposed by reading it.
      answer.get(parameter, null);
    });
    callbacks.layer(layer, asked.user);
    return layer;
  }

  #occasion({ user }: Asked): Occasion {
    return { user, now: this.#options.now(), initTime: this.#initTime };
  }
}

function assignmentOptions(options: GetExperimentOptions | undefined): AssignmentOptions | undefined {
  if (options === undefined || options === null) return undefined;
  const { disableExposureLogging, userPersistedValues, persistentAssignmentOptions } = options;
  const enforceTargeting = persistentAssignmentOptions?.enforceTargeting;
  return {
    disableExposureLogging,
    userPersistedValues: engineValues(userPersistedValues),
    enforceTargeting,
  };
}

/** Logs that the application expects another type than the project has. */
function mismatchLogger(flags: UserStatsig) {
  return (config: DynamicConfig, parameter: string, defaultValueType: string, valueType: string): void => {
    const value = `Parameter ${parameter} is a value of type ${valueType}. The default of type ${defaultValueType} is returned.`;
    const metadata = {
      name: config.name,
      ruleID: config.getRuleID(),
      parameter,
      defaultValueType,
      valueType,
    };
    flags.logEvent('statsig::default_value_type_mismatch', { value, metadata });
  };
}
