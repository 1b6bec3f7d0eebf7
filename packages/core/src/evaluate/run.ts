import type { Kernel } from '../hashing/kernel.ts';
import type { SecondaryExposure } from '../results/evaluation.ts';
import type { CompiledSpecs } from '../specs/compiled.ts';
import type { StatsigUser } from '../user/user.ts';
import type { EvaluationContext, UserAgentDetails } from './context.ts';

/** One evaluation under way: for whom, against what, and what it has gathered. */
export interface Run {
  readonly specs: CompiledSpecs;
  user: StatsigUser;
  context: EvaluationContext;
  /** Differs from run to run; answers of an earlier one do not count. */
  serial: number;
  /** What the specs under way have exposed so far, up to `end`: each looks after its own end of the list. */
  readonly exposures: SecondaryExposure[];
  /** A counter, because cutting the list itself is slow. */
  end: number;
  /** Set by a gate condition whose gate is unsupported; cleared by the spec that asked. */
  unsupported: boolean;
  /** How many specs are waiting for this one. */
  depth: number;
  /** What the user's agent says; null for a user without one, undefined until a condition asks. */
  userAgent: UserAgentDetails | null | undefined;
}

/** A condition, ready to be asked. */
export type Check = (run: Run) => boolean;

/** Finds the value that a condition looks at; undefined or null when the user has none. */
export type Reader = (run: Run) => unknown;

/** Begins an evaluation. The record of the last one is used again, unless that one is still under way. */
export function startRun(specs: CompiledSpecs, user: StatsigUser, context: EvaluationContext): Run {
  const { scratch } = specs;
  const run = scratch.idleRun ?? createRun(specs, user, context);
  scratch.idleRun = null;
  run.user = user;
  run.context = context;
  run.serial = ++scratch.lastSerial;
  return run;
}

/** Ends an evaluation: the user is let go, and the record is there for the next one. */
export function endRun(run: Run): void {
  run.user = nobody;
  run.context = never;
  run.unsupported = false;
  run.depth = 0;
  run.userAgent = undefined;
  run.end = 0;
  run.specs.scratch.idleRun = run;
}

/** Notes that a gate was asked. */
export function expose(run: Run, exposure: SecondaryExposure): void {
  run.exposures[run.end++] = exposure;
}

/** What was exposed from `start` on. */
export function exposedSince({ exposures, end }: Run, start: number): readonly SecondaryExposure[] {
  return exposures.slice(start, end);
}

/** What evaluations leave behind for each other; it changes no answer. */
export interface Scratch {
  idleRun: Run | null;
  lastSerial: number;
  /** The parts of client initialize responses, by how names are written. */
  readonly entryCaches: Map<string, unknown>;
  /** Newer specs go on with it, and with the buckets that it remembers. */
  readonly kernel: Kernel;
}

const nobody: StatsigUser = /* @__PURE__ */ Object.freeze({});
const never: EvaluationContext = /* @__PURE__ */ Object.freeze({ now: 0 });

function createRun(specs: CompiledSpecs, user: StatsigUser, context: EvaluationContext): Run {
  return {
    specs,
    user,
    context,
    serial: 0,
    exposures: [],
    end: 0,
    unsupported: false,
    depth: 0,
    userAgent: undefined,
  };
}
