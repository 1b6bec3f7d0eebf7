import { StatsigError } from '@acme/statsig-core';
import { redactedError } from './diagnostics/redacted-error.ts';
import type { Redact } from './http/redact.ts';
import type { SpecStore } from './specs/spec-store.ts';

/** How the start went. */
export interface InitializationDetails {
  /** Whether there are specs to answer from; offline, where none may be expected, whether nothing failed. */
  readonly success: boolean;
  /** Where the specs came from, e.g. `Network`, `Bootstrap`; null when there are none. */
  readonly source: string | null;
  /** When the project last changed, in epoch milliseconds; null when not known. */
  readonly lcut: number | null;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
  /** Why there are no specs; null when there are. */
  readonly error: StatsigError | null;
}

/** How long a start took, what it led to, and what may not be said of it. */
interface Start {
  readonly store: SpecStore;
  readonly durationMs: number;
  readonly redact: Redact;
}

/**
 * What there is to say of a start that has settled.
 *
 * @param error - Why specs have not arrived in time; null when they have.
 */
export function initializationDetails(
  error: StatsigError | null,
  { store, durationMs, redact }: Start,
): InitializationDetails {
  const { isEmpty, current } = store;
  return {
    success: error === null || !isEmpty,
    source: isEmpty ? null : current.source,
    lcut: isEmpty || current.lcut === 0 ? null : current.lcut,
    durationMs,
    error: isEmpty && error !== null ? redactedError(error, redact) : null,
  };
}

/** The error of a start that takes too long. */
export function lateStart(ms: number): StatsigError {
  const message = `No specs within ${ms} ms (initTimeoutMs). Answers are the defaults until they arrive.`;
  return new StatsigError('TIMEOUT', message);
}
