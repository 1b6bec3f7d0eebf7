import {
  type CompiledSpecs,
  configExposure,
  type DynamicConfig,
  type EvaluationContext,
  type Experiment,
  type Exposure,
  type ExposureOptions,
  evaluateDynamicConfig,
  evaluateExperiment,
  evaluateGate,
  evaluateLayer,
  type FeatureGate,
  gateExposure,
  hasParameter,
  type Layer,
  type Lookups,
  layerExposure,
  type StatsigUser,
} from '@acme/statsig-core';
import type { EventDetails } from './events/event-json.ts';
import type { EventLogger } from './events/event-logger.ts';
import { EventUser } from './events/event-user.ts';
import { fixedUser } from './fixed-user.ts';
import type { SpecStore } from './specs/spec-store.ts';
import type { Clock } from './time/clock.ts';

/** How one evaluation is to be made. */
export interface EvaluationOptions {
  /**
   * Whether to leave the answer out of the experiments' statistics: for looking, not for deciding what a user gets.
   *
   * @defaultValue false
   */
  readonly disableExposureLogging?: boolean | undefined;
}

/** What the users of one SDK object share. */
export interface Evaluator {
  readonly store: SpecStore;
  readonly events: EventLogger;
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string>> | undefined;
  readonly lookups: Lookups | undefined;
}

/**
 * Answers for one user, from one version of the specs: the one in use when it was made. It is what a request holds, so
 * that the request gets the same answers from its start to its end. Made by `statsig.forUser(user)`.
 *
 * No method throws, whatever the user or the name. A name that is unknown, a user without an ID and a start without
 * specs have an answer too, and `details.reason` tells them apart.
 */
export class UserStatsig {
  readonly #evaluator: Evaluator;
  readonly #specs: CompiledSpecs;
  readonly #user: StatsigUser;
  #eventUser: EventUser | undefined;

  /** @internal */
  constructor(evaluator: Evaluator, user: StatsigUser, specs: CompiledSpecs = evaluator.store.current) {
    this.#evaluator = evaluator;
    this.#specs = specs;
    // Callers without types pass null.
    this.#user = (user as StatsigUser | null | undefined) ?? {};
  }

  /** Whether a gate is open for the user; false when nothing is known about it. */
  checkGate(name: string, options?: EvaluationOptions): boolean {
    return this.getFeatureGate(name, options).value;
  }

  /** A gate's answer together with the rule behind it. */
  getFeatureGate(name: string, options?: EvaluationOptions): FeatureGate {
    const gate = evaluateGate(this.#specs, this.#user, name, this.#context());
    if (isExposed(options)) this.#expose(gateExposure(gate, this.#exposureOptions()));
    return gate;
  }

  /** The parameters of a dynamic config; none when nothing is known about it. */
  getDynamicConfig(name: string, options?: EvaluationOptions): DynamicConfig {
    const config = evaluateDynamicConfig(this.#specs, this.#user, name, this.#context());
    if (isExposed(options)) this.#expose(configExposure(config, this.#exposureOptions()));
    return config;
  }

  /** The parameters of the user's group in an experiment. */
  getExperiment(name: string, options?: EvaluationOptions): Experiment {
    const experiment = evaluateExperiment(this.#specs, this.#user, name, this.#context());
    if (isExposed(options)) this.#expose(configExposure(experiment, this.#exposureOptions()));
    return experiment;
  }

  /**
   * The parameters of a layer. Each parameter that is read with `get`, and that the layer has, counts as seen; getting the
   * layer by itself does not.
   */
  getLayer(name: string, options?: EvaluationOptions): Layer {
    const layer = evaluateLayer(this.#specs, this.#user, name, this.#context());
    if (!isExposed(options)) return layer;
    const get = <T>(parameter: string, fallback: T): T => {
      if (hasParameter(layer.value, parameter, fallback)) {
        this.#expose(layerExposure(layer, parameter, this.#exposureOptions()));
      }
      return layer.get(parameter, fallback);
    };
    return Object.freeze({ ...layer, get });
  }

  /** Logs an event of the application's own, e.g. a purchase, for the user. */
  logEvent(eventName: string, details?: EventDetails): void {
    this.#evaluator.events.logEvent(this.#forEvents(), eventName, details ?? {});
  }

  /** The same specs for another user, as after a log-in in the middle of a request. */
  withUser(user: StatsigUser): UserStatsig {
    return new UserStatsig(this.#evaluator, fixedUser(user), this.#specs);
  }

  #context(): EvaluationContext {
    const { clock, environment, lookups } = this.#evaluator;
    return { now: clock.now(), environment, lookups };
  }

  #exposureOptions(): ExposureOptions {
    const { clock, store } = this.#evaluator;
    return { now: clock.now(), initTime: store.initialLcut };
  }

  #expose(exposure: Exposure): void {
    this.#evaluator.events.logExposure(this.#forEvents(), exposure);
  }

  #forEvents(): EventUser {
    const { environment } = this.#evaluator;
    const { defaultEnvironment: tier } = this.#specs;
    this.#eventUser ??= new EventUser(this.#user, environment ?? (tier === undefined ? tier : { tier }));
    return this.#eventUser;
  }
}

function isExposed(options: EvaluationOptions | undefined): boolean {
  return options?.disableExposureLogging !== true;
}
