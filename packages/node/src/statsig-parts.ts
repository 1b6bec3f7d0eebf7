import type { Reporter } from './diagnostics/reporter.ts';
import type { Evaluator } from './evaluator.ts';
import type { Redact } from './http/redact.ts';
import type { IDListSync } from './id-lists/id-list-sync.ts';
import type { SpecSync } from './specs/spec-sync.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Clock } from './time/clock.ts';

/** The parts of an SDK object, wired by `createStatsig`. */
export interface StatsigParts extends Evaluator {
  readonly sync: SpecSync;
  readonly idListSync: IDListSync;
  readonly subscriptions: Subscriptions;
  readonly clock: Clock;
  readonly initTimeoutMs: number;
  readonly redact: Redact;
  readonly reporter: Reporter;
  /** With every so many reads of flags the clock is read, which tells that the process was frozen. */
  readonly readsPerLook: number;
  /** Ends the polling for specs. */
  readonly polling: AbortController;
  /** Ends the sending of events. */
  readonly sending: AbortController;
}
