import type { CompiledCondition } from '../conditions/condition.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { ExposedAnswers } from '../evaluate/exposed-answers.ts';
import type { Kind } from '../evaluate/kinds.ts';
import type { Check, Scratch } from '../evaluate/run.ts';
import type { SamplingSettings } from '../exposures/sampling-settings.ts';
import type { Bucketer } from '../hashing/kernel.ts';
import type { Experiment } from '../results/dynamic-config.ts';
import type { Evaluation } from '../results/evaluation.ts';
import type { FeatureGate } from '../results/feature-gate.ts';
import type { Layer } from '../results/layer.ts';
import type { UnitReader } from '../user/unit-id.ts';
import type { Bandit } from './bandit.ts';
import type { ClientSettings } from './client-settings.ts';
import type { Mappings } from './mapping.ts';
import type { ParameterStoreSpec } from './parameter-store.ts';
import type { Condition, Entity, SpecKind } from './spec.ts';
import type { NamedKind, Specs } from './specs.ts';

/**
 * Specs ready to be evaluated. A spec is validated and compiled when it is first asked for and kept from then on;
 * apart from that nothing changes, and the same user in the same context always gets the same answer.
 */
export interface CompiledSpecs {
  /** When the project last changed, by the server's clock, in epoch milliseconds. */
  readonly lcut: number;
  /** Where the specs came from, as given to `compileSpecs`. */
  readonly source: string;
  /** When they arrived, in epoch milliseconds, as given to `compileSpecs`. */
  readonly receivedAt: number;
  readonly dialect: Dialect;
  /** The primary target app of the project; undefined when it has none. */
  readonly appID: unknown;
  /** The tier of users and processes that name none. */
  readonly defaultEnvironment: string | undefined;
  /** The reason of answers for names that are not there. */
  readonly missing: 'Unrecognized' | 'Uninitialized';
  /** How many exposures are to be logged. */
  readonly sampling: SamplingSettings;
  /** The specs that others answer for; null when there are none. */
  readonly mappings: Mappings | null;
  /** What they were compiled from. */
  readonly wires: Specs;
  /** The specs that were compiled so far, by name; undefined stands for one that cannot be read. */
  compiled(kind: SpecKind): ReadonlyMap<string, CompiledSpec | undefined>;
  /** The names of all specs of a kind, readable or not. */
  names(kind: NamedKind): readonly string[];
  /**
   * What client SDKs are told besides the specs themselves.
   *
   * @internal
   */
  readonly clients: ClientSettings;
  readonly scratch: Scratch;
  gate(name: string): CompiledSpec<FeatureGate> | undefined;
  config(name: string): CompiledSpec<Experiment> | undefined;
  layer(name: string): CompiledSpec<Layer> | undefined;
  bandit(name: string): Bandit | undefined;
  /** @internal */
  parameterStore(name: string): ParameterStoreSpec | undefined;
}

/** One spec: every answer it can give is finished, and waits for its rule. */
export interface CompiledSpec<E extends Evaluation = Evaluation> {
  readonly name: string;
  readonly idType: string | null;
  readonly version: number | null;
  readonly explicitParameters: readonly string[] | null;
  readonly entity: Entity;
  readonly targetAppIDs: readonly string[];
  readonly hasSharedParams: boolean;
  readonly isActive: boolean;
  readonly forwardAllExposures: boolean;
  readonly mergesRules: boolean;
  /** Whether it asks other specs: then exposures are gathered and no condition is skipped. */
  readonly nested: boolean;
  readonly rules: readonly CompiledRule<E>[];
  /** The answer when no rule matches. */
  readonly fallback: E;
  /** The answer when a rule cannot be understood. */
  readonly unsupported: E;
  readonly kind: Kind<E>;
  /** The answer that a spec which asks others gave in one evaluation. */
  readonly memo: { serial: number; answer: E | null };
  /** The answers that come with exposures. */
  readonly answers: ExposedAnswers<E>;
}

/** A condition as it was read and what became of it. */
export interface ExplainableCondition {
  /** Null when it could not be read. */
  readonly condition: Condition | null;
  readonly compiled: CompiledCondition | null;
}

/** A rule as a question: does the user match, and then pass? */
export interface RuleTest {
  readonly checks: readonly Check[];
  /** What the checks were made from, for explanations; compiled is null where a condition is unsupported. */
  readonly conditions: readonly ExplainableCondition[];
  /** Whether a condition asks other specs. */
  readonly nested: boolean;
  /** Whether a condition has no row in the dialect's tables. */
  readonly unsupported: boolean;
  /** Units in buckets below this, of 10,000, pass. */
  readonly threshold: number;
  readonly bucket: Bucketer;
  readonly unitID: UnitReader;
  readonly idType: string;
}

export interface CompiledRule<E extends Evaluation = Evaluation> extends RuleTest {
  /** The experiment that answers in this rule's place. */
  readonly delegate: string | null;
  readonly isExperimentGroup: boolean;
  /** One of how many exposures is logged; null for all. */
  readonly samplingRate: number | null;
  /** The answer to a user who passes, and to one who only matches. */
  readonly pass: E;
  readonly fail: E;
}
