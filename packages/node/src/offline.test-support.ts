import { createStatsig } from './create-statsig.ts';
import type { EventSink, StatsigEvent } from './events/event-sink.ts';
import type { StatsigOptions } from './options.ts';
import type { Statsig } from './statsig.ts';

/** An SDK object without a server. */
export interface Offline {
  readonly statsig: Statsig;
  /** All events so far. */
  events(): Promise<readonly StatsigEvent[]>;
  /** The same events, in short. */
  exposures(): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** Starts an SDK object with these specs. */
export async function startOffline(bootstrap: object, options: StatsigOptions = {}): Promise<Offline> {
  const sent: StatsigEvent[] = [];
  const sink: EventSink = {
    send: async ({ body }) => {
      sent.push(...(JSON.parse(body) as { events: StatsigEvent[] }).events);
    },
  };
  const statsig = createStatsig({ offline: true, specs: { bootstrap }, events: { sink }, ...options });
  await statsig.initialize();
  async function events(): Promise<readonly StatsigEvent[]> {
    await statsig.flush();
    return sent;
  }
  const exposures: Offline['exposures'] = async () =>
    (await events()).map(({ eventName, metadata }) => ({ eventName, ...metadata }));
  return { statsig, events, exposures };
}
