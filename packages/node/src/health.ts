import type { Report, Reporter } from './diagnostics/reporter.ts';
import type { EventLogger } from './events/event-logger.ts';
import type { SpecStore } from './specs/spec-store.ts';
import type { SpecSync } from './specs/spec-sync.ts';
import type { Clock } from './time/clock.ts';

/** How an SDK object is doing, e.g. for a readiness probe or a dashboard. */
export interface StatsigHealth {
  /** As `statsig.isReady`. */
  readonly isReady: boolean;
  /** Where the specs came from, e.g. `Network`; null when there are none. */
  readonly source: string | null;
  /** When the project last changed, in epoch milliseconds; null when not known. */
  readonly lcut: number | null;
  /** How long ago these specs were known to be the newest, in milliseconds; null when there are none. */
  readonly specsAgeMs: number | null;
  /** Events that wait to be sent, or are on their way; also those that an event store keeps. */
  readonly pendingEvents: number;
  /** The last thing that went wrong, also when it works again; null when nothing did. */
  readonly lastError: Report | null;
}

/** The parts that know. */
export interface HealthSources {
  readonly store: SpecStore;
  readonly sync: SpecSync;
  readonly events: EventLogger;
  readonly reporter: Reporter;
  readonly clock: Clock;
}

/** Asks them all. */
export function healthOf({
  store,
  sync,
  events,
  reporter,
  clock,
}: HealthSources): Omit<StatsigHealth, 'isReady'> {
  const { source, lcut, receivedAt } = store.current;
  const { pending, spooled } = events.stats();
  const knownAt = Math.max(receivedAt, sync.confirmedAt);
  return {
    source: store.isEmpty ? null : source,
    lcut: lcut === 0 ? null : lcut,
    specsAgeMs: store.isEmpty ? null : Math.max(0, clock.now() - knownAt),
    pendingEvents: pending + spooled,
    lastError: reporter.last,
  };
}
