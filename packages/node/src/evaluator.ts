import type { CompiledSpecs, EvaluationContext, Lookups, Overrides } from '@acme/statsig-core';
import type { EventLogger } from './events/event-logger.ts';
import type { ExposureLogger } from './events/exposure-logger.ts';
import type { IDListStore } from './id-lists/id-list-store.ts';
import type { LifecycleLog } from './lifecycle-log.ts';
import type { Session } from './sdk.ts';
import type { SpecStore } from './specs/spec-store.ts';
import type { StickyAssignments } from './sticky/sticky-assignments.ts';
import type { Clock } from './time/clock.ts';

/** What the users of one SDK object share. */
export interface Evaluator {
  readonly store: SpecStore;
  readonly context: SharedContext;
  readonly sticky: StickyAssignments;
  readonly exposures: ExposureLogger;
  readonly events: EventLogger;
  readonly lifecycle: LifecycleLog;
  readonly session: Session;
}

/** The surroundings of all evaluations of one SDK object. */
export interface SharedContext extends EvaluationContext {
  /** Undefined until something is overridden, so that evaluations need not look. */
  overrides: Overrides | undefined;
}

/** What an SDK object's evaluations depend on besides specs and users. */
export interface Surroundings {
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string>> | undefined;
  readonly lookups: Lookups | undefined;
  readonly idLists: IDListStore;
}

/** Makes the one context of an SDK object: only an evaluation that needs the time reads the clock. */
export function sharedContext({ clock, environment, lookups, idLists }: Surroundings): SharedContext {
  return {
    get now(): number {
      return clock.now();
    },
    get idLists(): IDListStore['current'] {
      return idLists.current;
    },
    environment,
    lookups,
    overrides: undefined,
  };
}

/** The environment that events are from: what was set, else the project's default. */
export function environmentIn(
  { defaultEnvironment: tier }: CompiledSpecs,
  { environment }: EvaluationContext,
): Readonly<Record<string, string>> | undefined {
  return environment ?? (tier === undefined ? undefined : { tier });
}
