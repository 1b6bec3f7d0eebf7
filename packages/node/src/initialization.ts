import type { StatsigError } from '@acme/statsig-core';

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
