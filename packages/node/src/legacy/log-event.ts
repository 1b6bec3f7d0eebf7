import type { Exposure } from '@acme/statsig-core';
import type { StatsigUser } from './user.ts';

/** An exposure as callbacks see it. */
export interface LogEvent {
  readonly eventName: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly user: StatsigUser | null;
  readonly value: string | number | null;
  readonly metadata: Record<string, unknown> | null;
  readonly secondaryExposures: Exposure['secondaryExposures'];
  readonly statsigMetadata: Record<string, unknown>;
}

/** What would be logged of an answer. Private attributes are left out, as they are of what is sent. */
export function logEventOf(exposure: Exposure, user: StatsigUser, time: number): LogEvent {
  const { eventName, metadata, secondaryExposures } = exposure;
  return {
    eventName,
    time,
    user: { ...user, privateAttributes: null },
    value: null,
    metadata: { ...metadata },
    secondaryExposures,
    statsigMetadata: {},
  };
}
