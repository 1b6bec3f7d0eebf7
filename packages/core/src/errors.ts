/** Why an operation of this SDK failed. Stable across releases; safe to switch on. */
export type StatsigErrorCode =
  | 'EVENT_STORE'
  | 'INVALID_OPTIONS'
  | 'INVALID_SPECS'
  | 'MISSING_SDK_KEY'
  | 'NETWORK'
  | 'NO_REQUEST_SCOPE'
  | 'SHUT_DOWN'
  | 'STORAGE'
  | 'TIMEOUT'
  | 'UNAUTHORIZED';

/**
 * Base class of every error that this SDK creates.
 *
 * The message says what failed and what to do about it; it never contains a whole SDK key. Branch on `code`, not on
 * the message.
 */
export class StatsigError extends Error {
  override readonly name: string = 'StatsigError';
  readonly code: StatsigErrorCode;

  constructor(code: StatsigErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether `error` is a {@link StatsigError}, also when another copy of this package created it. */
export function isStatsigError(error: unknown): error is StatsigError {
  return (
    error instanceof StatsigError ||
    (error instanceof Error && error.name.startsWith('Statsig') && 'code' in error)
  );
}
