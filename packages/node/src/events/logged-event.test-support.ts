import type { LoggedEvent } from './logged-event.ts';

/** An event about nobody. */
export function eventCalled(eventName: string): LoggedEvent {
  return {
    eventName,
    value: undefined,
    metadata: undefined,
    secondaryExposures: undefined,
    statsigMetadata: undefined,
    time: 0,
    user: {},
  };
}
