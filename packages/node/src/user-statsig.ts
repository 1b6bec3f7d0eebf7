import {
  assignExperiment,
  assignLayer,
  type ClientInitializeResponse,
  type CompiledSpecs,
  clientInitializeResponse,
  clientInitializeResponseText,
  type DynamicConfig,
  type Experiment,
  type Explanation,
  evaluateDynamicConfig,
  evaluateExperiment,
  evaluateGate,
  evaluateLayer,
  evaluateParameterStore,
  type FeatureGate,
  type Layer,
  type NameOf,
  noSpecs,
  type ParameterStore,
  type ParametersOf,
  type Sampled,
  type StatsigUser,
  type UserPersistedValues,
} from '@acme/statsig-core';
import { type ClientResponseOptions, clientOptions } from './client-response-options.ts';
import { type Answer, type AnswerKind, evaluations, publishEvaluation } from './diagnostics/channels.ts';
import {
  type AssignmentOptions,
  type EvaluationOptions,
  isExposed,
  type StickyOptions,
  unexposed,
} from './evaluation-options.ts';
import { type Evaluator, environmentIn } from './evaluator.ts';
import { EventUser } from './events/event-user.ts';
import type { EventDetails } from './events/logged-event.ts';
import { type ExplainedKind, explainers } from './explainers.ts';
import { exposingLayer } from './exposing-layer.ts';
import { exposingParameterStore } from './exposing-parameter-store.ts';
import type { StickyAssignments, StickyQuestion } from './sticky/sticky-assignments.ts';

/**
 * Answers for one user, from one version of the specs: the one in use when it was made. It is what a request holds, so
 * that the request gets the same answers from its start to its end. Made by `statsig.forUser(user)`.
 *
 * The user is neither copied nor changed. It is read with each answer, so it must stay as it is for as long as this is in
 * use; for another user, or a changed one, there is `withUser`.
 *
 * No method throws, whatever the user or the name. A name that is unknown, a user without an ID and a start without
 * specs have an answer too, and `details.reason` tells them apart.
 */
export class UserStatsig {
  /** Whether there are specs to answer from; without any, answers are defaults. */
  readonly isReady: boolean;
  readonly #evaluator: Evaluator;
  readonly #specs: CompiledSpecs;
  readonly #user: StatsigUser;
  #eventUser: EventUser | undefined;

  /** @internal */
  constructor(evaluator: Evaluator, user: StatsigUser, specs: CompiledSpecs = evaluator.store.current) {
    this.#evaluator = evaluator;
    this.#specs = specs;
    this.isReady = specs !== noSpecs;
    // Callers without types pass null.
    this.#user = (user as StatsigUser | null | undefined) ?? {};
  }

  /** Whether a gate is open for the user; false when nothing is known about it. */
  checkGate(name: NameOf<'gate'>, options?: EvaluationOptions): boolean {
    return this.getFeatureGate(name, options).value;
  }

  /** A gate's answer together with the rule behind it. */
  getFeatureGate(name: NameOf<'gate'>, options?: EvaluationOptions): FeatureGate {
    const gate = evaluateGate(this.#specs, this.#user, name, this.#evaluator.context);
    if (this.#isSeen('gate', gate, options)) this.#expose({ gate });
    return gate;
  }

  /** The parameters of a dynamic config; none when nothing is known about it. */
  getDynamicConfig<Name extends NameOf<'dynamicConfig'>>(
    name: Name,
    options?: EvaluationOptions,
  ): DynamicConfig<ParametersOf<'dynamicConfig', Name>> {
    const config = evaluateDynamicConfig(this.#specs, this.#user, name, this.#evaluator.context);
    if (this.#isSeen('dynamicConfig', config, options)) this.#expose({ config });
    return config;
  }

  /**
   * The parameters of the user's group in an experiment.
   *
   * @example
   * const userPersistedValues = await flags.loadUserPersistedValues('userID');
   * const color = flags.getExperiment('checkout_button', { userPersistedValues }).get('color', 'blue');
   */
  getExperiment<Name extends NameOf<'experiment'>>(
    name: Name,
    options?: AssignmentOptions,
  ): Experiment<ParametersOf<'experiment', Name>> {
    const config =
      this.#sticky(options)?.assign(assignExperiment, this.#question(name, options)) ??
      evaluateExperiment(this.#specs, this.#user, name, this.#evaluator.context);
    if (this.#isSeen('experiment', config, options)) this.#expose({ config });
    return config;
  }

  /**
   * The parameters of a layer. Each parameter that is read with `get`, and that the layer has, counts as seen; getting the
   * layer by itself does not.
   */
  getLayer<Name extends NameOf<'layer'>>(
    name: Name,
    options?: AssignmentOptions,
  ): Layer<ParametersOf<'layer', Name>> {
    const layer =
      this.#sticky(options)?.assign(assignLayer, this.#question(name, options)) ??
      evaluateLayer(this.#specs, this.#user, name, this.#evaluator.context);
    if (!this.#isSeen('layer', layer, options)) return layer;
    return exposingLayer(layer, (answer) => this.#expose(answer));
  }

  /**
   * The parameters of a parameter store. What a parameter refers to is evaluated, and counts as seen, when the parameter
   * is read; getting the store by itself does neither.
   */
  getParameterStore<Name extends NameOf<'parameterStore'>>(
    name: Name,
    options?: EvaluationOptions,
  ): ParameterStore<ParametersOf<'parameterStore', Name>> {
    const store = evaluateParameterStore(this.#specs, this.#user, name, this.#evaluator.context);
    if (!this.#isSeen('parameterStore', store, options)) return store;
    return exposingParameterStore(store, (answer) => this.#expose(answer));
  }

  /**
   * Says why the user gets an answer, rule by rule, with the values that were compared. Logs nothing.
   *
   * @param options - For experiments and layers, as given to `getExperiment`. Nothing is kept or deleted.
   * @example
   * console.log(formatExplanation(flags.explain('gate', 'new_checkout')));
   */
  explain<Kind extends ExplainedKind>(kind: Kind, name: NameOf<Kind>, options?: StickyOptions): Explanation {
    return explainers[kind](this.#specs, this.#user, name, { ...this.#evaluator.context, ...options });
  }

  /**
   * Everything that Statsig's client SDKs need to start for this user without a request of their own. They must be given the
   * same environment as this SDK. Logs nothing.
   */
  getClientInitializeResponse(options?: ClientResponseOptions): ClientInitializeResponse {
    return clientInitializeResponse(this.#specs, this.#user, clientOptions(this.#evaluator.context, options));
  }

  /** The same as JSON text, several times as fast as writing the object. */
  getClientInitializeResponseText(options?: ClientResponseOptions): string {
    const forClient = clientOptions(this.#evaluator.context, options);
    return clientInitializeResponseText(this.#specs, this.#user, forClient);
  }

  /** Logs an event of the application's own, e.g. a purchase, for the user. */
  logEvent(eventName: string, details?: EventDetails): void {
    this.#evaluator.events.logEvent(this.#forEvents(), eventName, details ?? {});
  }

  /** Logs that the user saw a gate, e.g. when it was asked with `disableExposureLogging`, long before it mattered. */
  logGateExposure(name: NameOf<'gate'>): void {
    this.#expose({ gate: this.getFeatureGate(name, unexposed) }, manual);
  }

  /** Logs that the user saw a dynamic config. */
  logDynamicConfigExposure(name: NameOf<'dynamicConfig'>): void {
    this.#expose({ config: this.getDynamicConfig(name, unexposed) }, manual);
  }

  /**
   * Logs that the user saw an experiment.
   *
   * @param options - As given to `getExperiment`. Nothing is kept or deleted.
   */
  logExperimentExposure(name: NameOf<'experiment'>, options?: StickyOptions): void {
    const config =
      this.#sticky(options)?.find(assignExperiment, this.#question(name, options)) ??
      evaluateExperiment(this.#specs, this.#user, name, this.#evaluator.context);
    this.#expose({ config }, manual);
  }

  /**
   * Logs that the user saw one parameter of a layer.
   *
   * @param options - As given to `getLayer`. Nothing is kept or deleted.
   */
  logLayerParameterExposure<Name extends NameOf<'layer'>>(
    name: Name,
    parameter: keyof ParametersOf<'layer', Name>,
    options?: StickyOptions,
  ): void {
    const layer =
      this.#sticky(options)?.find(assignLayer, this.#question(name, options)) ??
      evaluateLayer(this.#specs, this.#user, name, this.#evaluator.context);
    this.#expose({ layer, parameter }, manual);
  }

  /**
   * Loads the groups that are kept for one of the user's units, for `getExperiment` and `getLayer`; `{}` when none are.
   *
   * Never rejects, and settles within `requestTimeoutMs`. When the storage fails, answers are today's and are not kept.
   *
   * @param idType - The experiments' ID type, e.g. `userID`, `companyID`; without it, the groups of all units are loaded.
   */
  loadUserPersistedValues(idType?: string): Promise<UserPersistedValues> {
    return this.#evaluator.sticky.load({ specs: this.#specs, user: this.#user, idType });
  }

  /** The same specs for another user, as after a log-in in the middle of a request. */
  withUser(user: StatsigUser): UserStatsig {
    return new UserStatsig(this.#evaluator, user, this.#specs);
  }

  /** Undefined when no assignment is involved, as with most calls. */
  #sticky(options: StickyOptions | undefined): StickyAssignments | undefined {
    return this.#evaluator.sticky.isUsed(this.#specs, options) ? this.#evaluator.sticky : undefined;
  }

  #question(name: string, options: StickyOptions | undefined): StickyQuestion {
    return { specs: this.#specs, user: this.#user, name, context: this.#evaluator.context, options };
  }

  /** Whether what was asked counts as seen. */
  #isSeen(kind: AnswerKind, answer: Answer, options: EvaluationOptions | undefined): boolean {
    if (!this.isReady) this.#evaluator.lifecycle.askedTooEarly();
    if (evaluations.hasSubscribers) publishEvaluation(this.#evaluator, { kind, answer, user: this.#user });
    return isExposed(options);
  }

  #expose(answer: Sampled, { isManualExposure } = { isManualExposure: false }): void {
    const { exposures } = this.#evaluator;
    const { isLogged, metadata: statsigMetadata } = exposures.sample(this.#specs, this.#user, answer);
    if (isLogged) exposures.log(answer, { user: this.#forEvents(), isManualExposure, statsigMetadata });
  }

  #forEvents(): EventUser {
    this.#eventUser ??= new EventUser(this.#user, environmentIn(this.#specs, this.#evaluator.context));
    return this.#eventUser;
  }
}

const manual = { isManualExposure: true };
