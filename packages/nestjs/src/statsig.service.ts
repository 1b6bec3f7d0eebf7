import {
  type AssignmentOptions,
  currentStatsig,
  type DynamicConfig,
  type EvaluationOptions,
  type EventDetails,
  type Experiment,
  type FeatureGate,
  type Layer,
  type NameOf,
  type ParameterStore,
  type ParametersOf,
  type Statsig,
  type StatsigUser,
  type UserStatsig,
} from '@acme/statsig-node';
import { Injectable } from '@nestjs/common';
import { InjectStatsig } from './inject-statsig.ts';

/**
 * The flags of the request's user, for services that want to be given what they use. One for the whole app; what it answers
 * is each request's own.
 *
 * Outside of requests all but `forUser` throw `NO_REQUEST_SCOPE`.
 *
 * @example
 * @Injectable()
 * export class Prices {
 *   constructor(@Inject(StatsigService) private readonly flags: StatsigService) {}
 *
 *   of(amount: number): number {
 *     return this.flags.checkGate('sale') ? amount / 2 : amount;
 *   }
 * }
 */
@Injectable()
export class StatsigService {
  readonly #statsig: Statsig;

  /** @internal */
  constructor(@InjectStatsig() statsig: Statsig) {
    this.#statsig = statsig;
  }

  /** Whether a gate is open for the user; false when nothing is known about it. */
  checkGate(name: NameOf<'gate'>, options?: EvaluationOptions): boolean {
    return currentStatsig().checkGate(name, options);
  }

  /** A gate's answer together with the rule behind it. */
  getFeatureGate(name: NameOf<'gate'>, options?: EvaluationOptions): FeatureGate {
    return currentStatsig().getFeatureGate(name, options);
  }

  /** The parameters of a dynamic config. */
  getDynamicConfig<Name extends NameOf<'dynamicConfig'>>(
    name: Name,
    options?: EvaluationOptions,
  ): DynamicConfig<ParametersOf<'dynamicConfig', Name>> {
    return currentStatsig().getDynamicConfig(name, options);
  }

  /** The parameters of the user's group in an experiment. */
  getExperiment<Name extends NameOf<'experiment'>>(
    name: Name,
    options?: AssignmentOptions,
  ): Experiment<ParametersOf<'experiment', Name>> {
    return currentStatsig().getExperiment(name, options);
  }

  /** The parameters of a layer; each counts as seen when it is read. */
  getLayer<Name extends NameOf<'layer'>>(
    name: Name,
    options?: AssignmentOptions,
  ): Layer<ParametersOf<'layer', Name>> {
    return currentStatsig().getLayer(name, options);
  }

  /** The parameters of a parameter store. */
  getParameterStore<Name extends NameOf<'parameterStore'>>(
    name: Name,
    options?: EvaluationOptions,
  ): ParameterStore<ParametersOf<'parameterStore', Name>> {
    return currentStatsig().getParameterStore(name, options);
  }

  /** Logs an event of the application's own for the user. */
  logEvent(eventName: string, details?: EventDetails): void {
    currentStatsig().logEvent(eventName, details);
  }

  /** The flags of someone else, also outside of requests. */
  forUser(user: StatsigUser): UserStatsig {
    return this.#statsig.forUser(user);
  }
}
