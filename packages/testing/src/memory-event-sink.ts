import type { EventSink, StatsigEvent } from '@acme/statsig-node';

/** A sink that keeps events. */
export interface MemoryEventSink extends EventSink {
  /** All events that arrived, in their order, as they would have travelled. */
  readonly events: readonly StatsigEvent[];
  /** Forgets the events so far. */
  clear(): void;
}

/**
 * A sink that keeps events in memory, for `events.sink`. Events arrive with their batch: await `flush()` before a look.
 *
 * @example
 * const sink = memoryEventSink();
 * const statsig = createStatsig({ offline: true, events: { sink } });
 */
export function memoryEventSink(): MemoryEventSink {
  const events: StatsigEvent[] = [];
  return {
    events,
    clear() {
      events.length = 0;
    },
    async send({ body }) {
      events.push(...eventsOf(body));
    },
  };
}

/** The events of a body of `log_event`. */
export function eventsOf(body: string): readonly StatsigEvent[] {
  const { events }: { readonly events: readonly StatsigEvent[] } = JSON.parse(body);
  return events;
}
