import { type Channel, subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type MeterProvider, metrics, trace } from '@opentelemetry/api';
import {
  type EvaluationMessage,
  evaluations,
  type PullMessage,
  pulls,
  type SendMessage,
  sends,
} from '../diagnostics/channels.ts';
import { sdkVersion } from '../sdk.ts';
import type { Statsig } from '../statsig.ts';
import { evaluationAttributes } from './evaluation-attributes.ts';
import { observeStatsig } from './observe-statsig.ts';

/** What is told, and until when. */
export interface InstrumentStatsigOptions {
  /**
   * @defaultValue The global one
   */
  readonly meterProvider?: MeterProvider | undefined;
  /**
   * Whether each answer becomes an event `feature_flag.evaluation` on the active span.
   *
   * @defaultValue true
   */
  readonly spanEvents?: boolean | undefined;
  /**
   * Whether these events name the user, by `feature_flag.context.id`.
   *
   * @defaultValue false
   */
  readonly includeUserID?: boolean | undefined;
  /**
   * Ends it.
   *
   * @defaultValue For as long as the process lives
   */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes answers events of the active span, by OpenTelemetry's convention for feature flags, and measures pulls of specs,
 * their age, and what becomes of events.
 *
 * @example
 * const statsig = createStatsig();
 * instrumentStatsig(statsig);
 */
export function instrumentStatsig(statsig: Statsig, options: InstrumentStatsigOptions = {}): void {
  const { meterProvider = metrics, spanEvents = true, includeUserID = false, signal } = options;
  if (signal?.aborted === true) return;
  const listening = { statsig, signal };
  if (spanEvents) {
    listen<EvaluationMessage>(evaluations, listening, (message) => {
      const attributes = evaluationAttributes(message, { includeUserID });
      trace.getActiveSpan()?.addEvent('feature_flag.evaluation', attributes);
    });
  }
  const meter = meterProvider.getMeter('@acme/statsig-node', sdkVersion);
  const seconds = { unit: 's' };
  const pullTime = meter.createHistogram('statsig.specs.pull.duration', seconds);
  listen<PullMessage>(pulls, listening, ({ source, durationMs, error }) =>
    pullTime.record(durationMs / 1_000, { 'statsig.source': source, ...errorType(error) }),
  );
  const sendTime = meter.createHistogram('statsig.events.send.duration', seconds);
  listen<SendMessage>(sends, listening, ({ durationMs, error }) =>
    sendTime.record(durationMs / 1_000, errorType(error)),
  );
  observeStatsig(statsig, meter, signal);
}

/** Whose messages are listened to, and until when. */
interface Listening {
  readonly statsig: Statsig;
  readonly signal: AbortSignal | undefined;
}

function listen<M extends { readonly sessionID: string }>(
  { name }: Channel,
  { statsig, signal }: Listening,
  listener: (message: M) => void,
): void {
  const { sessionID } = statsig;
  const onMessage = (message: unknown): void => {
    // The channel is the process's; the messages on it are typed where they are published.
    const ours = message as M;
    if (ours.sessionID !== sessionID) return;
    try {
      listener(ours);
    } catch {
      // What a subscriber throws ends the process; no user and no exporter is worth that.
    }
  };
  subscribe(name, onMessage);
  signal?.addEventListener('abort', () => unsubscribe(name, onMessage), { once: true });
}

function errorType(error: { readonly code: string } | null): { readonly 'error.type'?: string } {
  return error === null ? {} : { 'error.type': error.code };
}
