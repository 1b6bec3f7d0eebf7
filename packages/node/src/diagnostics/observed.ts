import type { Channel } from 'node:diagnostics_channel';
import { isStatsigError, StatsigError } from '@acme/statsig-core';
import type { EventSink } from '../events/event-sink.ts';
import type { Redact } from '../http/redact.ts';
import type { Session } from '../sdk.ts';
import type { SpecSource } from '../specs/spec-source.ts';
import type { Clock } from '../time/clock.ts';
import { type PullMessage, pulls, type SendMessage, sends } from './channels.ts';
import { errorText } from './error-text.ts';
import { redactedError } from './redacted-error.ts';

/** In whose name messages are published, and with what. */
export interface Observer {
  readonly session: Session;
  readonly clock: Clock;
  readonly redact: Redact;
}

/** How some work ended. */
type Outcome = Pick<SendMessage, 'sessionID' | 'durationMs' | 'error'>;

/** The same source; subscribers hear of each pull. */
export function observedSource(source: SpecSource, observer: Observer): SpecSource {
  const { name } = source;
  return {
    name,
    async pull(since, signal) {
      let hasUpdate = false;
      const message = (outcome: Outcome): PullMessage => ({ ...outcome, source: name, hasUpdate });
      return observed({ channel: pulls, message, observer }, async () => {
        const update = await source.pull(since, signal);
        hasUpdate = update !== undefined;
        return update;
      });
    },
  };
}

/** The same sink; subscribers hear of each attempt. */
export function observedSink(sink: EventSink, observer: Observer): EventSink {
  return {
    async send(batch, signal) {
      const { id: batchID, eventCount, retryCount } = batch;
      const message = (outcome: Outcome): SendMessage => ({ ...outcome, batchID, eventCount, retryCount });
      await observed({ channel: sends, message, observer }, () => sink.send(batch, signal));
    },
  };
}

interface Observed {
  readonly channel: Channel;
  readonly message: (outcome: Outcome) => object;
  readonly observer: Observer;
}

async function observed<T>({ channel, message, observer }: Observed, work: () => Promise<T>): Promise<T> {
  if (!channel.hasSubscribers) return work();
  const { session, clock, redact } = observer;
  const startedAt = clock.now();
  const publish = (error: StatsigError | null): void =>
    channel.publish(message({ sessionID: session.id, durationMs: clock.now() - startedAt, error }));
  try {
    const result = await work();
    publish(null);
    return result;
  } catch (error) {
    publish(redactedError(asStatsigError(error), redact));
    throw error;
  }
}

function asStatsigError(error: unknown): StatsigError {
  return isStatsigError(error) ? error : new StatsigError('NETWORK', errorText(error));
}
