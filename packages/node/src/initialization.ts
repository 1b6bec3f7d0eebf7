import { StatsigError } from '@acme/statsig-core';

/** How the start went. */
export interface InitializationDetails {
  /** Whether there are specs to answer from; offline, where none may be expected, whether nothing failed. */
  readonly success: boolean;
  /** Where the specs came from, e.g. `Network`, `Bootstrap`; null when there are none. */
  readonly source: string | null;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
  /** Why there are no specs; null when there are. */
  readonly error: StatsigError | null;
}

/** The error of a start that takes too long. */
export function lateStart(ms: number): StatsigError {
  const message = `No specs within ${ms} ms (initTimeoutMs). Answers are the defaults until they arrive.`;
  return new StatsigError('TIMEOUT', message);
}
