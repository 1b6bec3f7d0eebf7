import { StatsigError, type StatsigErrorCode } from '@acme/statsig-core';

/** What is known about a failed request besides its message. */
export interface NetworkFailure {
  /**
   * @defaultValue `'NETWORK'`
   */
  readonly code?: Extract<StatsigErrorCode, 'NETWORK' | 'TIMEOUT' | 'UNAUTHORIZED'> | undefined;
  readonly status?: number | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** A request that got no answer in time, or none of use. Sources and sinks throw it. */
export class StatsigNetworkError extends StatsigError {
  override readonly name: string = 'StatsigNetworkError';
  /** The HTTP status; undefined when no response arrived. */
  readonly status: number | undefined;
  /** Whether the same request may succeed soon. */
  readonly retryable: boolean;
  /** How long the server asked to wait, in milliseconds; undefined when it did not. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, { code = 'NETWORK', status, retryable, retryAfterMs, cause }: NetworkFailure) {
    super(code, message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
  }
}
