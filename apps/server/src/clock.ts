import { setTimeout as timeout } from 'node:timers/promises';

/** Time, injectable so that tests never wait. A clock of `@acme/statsig-node` fits as it is. */
export interface Clock {
  /** The current time, in milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects when `signal` aborts first. Does not keep the process alive. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await timeout(ms, undefined, { signal, ref: false });
  },
};
