import { expect } from 'vitest';
import { type ExpectedEvent, type ExpectedExposure, statsigMatchers } from './matchers.ts';

declare module 'vitest' {
  // The parameters have to be Vitest's own.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** Whether a gate, config, experiment or layer was exposed. To be awaited. */
    toHaveExposed: (name: string, expected?: ExpectedExposure) => Promise<void>;
    /** Whether the application logged an event of that name. To be awaited. */
    toHaveLogged: (eventName: string, expected?: ExpectedEvent) => Promise<void>;
  }
}

expect.extend(statsigMatchers);
