import type { Evaluation, SecondaryExposure } from '../results/evaluation.ts';
import type { CompiledSpec, CompiledSpecs } from '../specs/compiled.ts';
import type { StatsigUser } from '../user/user.ts';
import type { EvaluationContext } from './context.ts';

/** One evaluation under way: for whom, against what, and what it has gathered. Lives as long as the call. */
export interface Run {
  readonly user: StatsigUser;
  readonly specs: CompiledSpecs;
  readonly context: EvaluationContext;
  /** The exposures of the spec being evaluated. */
  exposures: SecondaryExposure[];
  /** Set by a gate condition whose gate is unsupported; cleared by the spec that asked. */
  unsupported: boolean;
  /** How many specs are waiting for this one. */
  depth: number;
  /** The answers of specs that ask others: each is asked once, however many ask it. */
  asked: Map<CompiledSpec, Evaluation> | null;
}

export function startRun(specs: CompiledSpecs, user: StatsigUser, context: EvaluationContext): Run {
  return { user, specs, context, exposures: [], unsupported: false, depth: 0, asked: null };
}

/** A condition, ready to be asked. */
export type Check = (run: Run) => boolean;

/** Finds the value that a condition looks at; undefined or null when the user has none. */
export type Reader = (run: Run) => unknown;
