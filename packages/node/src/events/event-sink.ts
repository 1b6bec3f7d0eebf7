import type { SecondaryExposure } from '@acme/statsig-core';
import type { JSONValue } from './sanitize-metadata.ts';

/** One event as it travels; absent fields are left out, never null. */
export interface StatsigEvent {
  /** An application's name, or `statsig::gate_exposure`, `statsig::config_exposure`, `statsig::layer_exposure`. */
  readonly eventName: string;
  /** Whom it is about, without private attributes. */
  readonly user: { readonly [key: string]: JSONValue };
  /** Epoch milliseconds, an integer. */
  readonly time: number;
  readonly value?: string | number;
  readonly metadata?: { readonly [key: string]: JSONValue };
  /** On exposures only. */
  readonly secondaryExposures?: readonly SecondaryExposure[];
  /** On exposures of projects that sample them: `samplingRate`, `samplingMode`, `shadowLogged`. */
  readonly statsigMetadata?: Readonly<Record<string, string | number>>;
}

/** Events that travel together. */
export interface EventBatch {
  /**
   * A UUID, the same on each attempt, so that a server can tell a repetition from a new batch. A batch that was split goes
   * on as two, with `.0` and `.1` behind its ID.
   */
  readonly id: string;
  /** The body of `log_event`: JSON text `{ "events": StatsigEvent[], "statsigMetadata": … }`, the same on each attempt. */
  readonly body: string;
  /** The size of `body`, in bytes of UTF-8. */
  readonly sizeBytes: number;
  /** `body`, compressed once for all attempts. */
  gzipped(): Promise<Uint8Array<ArrayBuffer>>;
  readonly eventCount: number;
  /** How many times this batch was sent before, without success. */
  readonly retryCount: number;
}

/**
 * Where event batches go. The logger decides when to send and when to send again; a sink sends once.
 *
 * @example
 * const printed: EventSink = { send: async ({ body }) => console.log(JSON.parse(body).events) };
 */
export interface EventSink {
  /**
   * Sends a batch; resolves when it is safe with the receiver.
   *
   * @param signal - Aborts at the deadline, and when a shutdown runs out of time.
   * @throws {StatsigNetworkError} Not retryable, with status 400, 413 or 422: the batch is halved until the event stands
   *   alone that is not taken, and that is dropped. Not retryable otherwise: it is kept, and tried once a minute. Any other
   *   error: it is sent again soon.
   */
  send(batch: EventBatch, signal: AbortSignal): Promise<void>;
}
