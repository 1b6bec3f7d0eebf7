import type { Bundle } from './bundle.ts';
import type { SuiteResult } from './suite/run-suite.ts';

/** Something that is compared with what core answered here. */
export interface Check {
  readonly name: string;
  /**
   * @throws {UnavailableError} When what it needs cannot be had on this machine.
   * @throws When it ends without an outcome, which counts as a failure.
   */
  run(suite: Suite): Promise<Outcome>;
}

/** How many comparisons a check made, and the first that failed, in words. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
}

/** What every runtime is given. */
export interface Suite extends Bundle {
  /** JSON of `Records`. */
  readonly records: string;
  /** Files with `module` and `records` in them, for runtimes that are commands. */
  readonly modulePath: string;
  readonly recordsPath: string;
}

/** A runtime or tool that this machine does not have and that cannot be installed. */
export class UnavailableError extends Error {
  override name = 'UnavailableError';
}

/** Where a runtime thinks it is. Records are made in UTC, so that an answer that depends on the zone shows. */
export interface TimeZone {
  readonly name: string;
  /** From local time to UTC in March 2026, as `Date` counts. */
  readonly offsetMinutes: number;
}

/** The check that one runtime gives the recorded answers, in a time zone that took effect. */
export function suiteCheck(
  name: string,
  timeZone: TimeZone,
  run: (suite: Suite, timeZone: TimeZone) => Promise<SuiteResult>,
): Check {
  return {
    name: `${name}, ${timeZone.name}`,
    run: async (suite) => {
      const { passed, failed, failures, offsetMinutes } = await run(suite, timeZone);
      if (offsetMinutes === timeZone.offsetMinutes) return { passed, failed, failures };
      const wrongZone = `It ran ${offsetMinutes} minutes off UTC, not ${timeZone.offsetMinutes}.`;
      return { passed, failed: failed + 1, failures: [wrongZone, ...failures] };
    },
  };
}
