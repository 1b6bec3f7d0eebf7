import { type Check, type Suite, UnavailableError } from './check.ts';

export interface RunOptions {
  /** Whether a runtime that cannot be had is passed over, rather than a failure. */
  readonly isOptional: boolean;
  readonly print: (line: string) => void;
}

export interface Total {
  readonly passed: number;
  readonly failed: number;
}

/** As many as there are cores on a small machine. */
const lanes = 2;

/** Runs checks, two at a time, prints a line for each as it ends, and adds them up. */
export async function runChecks(checks: readonly Check[], suite: Suite, options: RunOptions): Promise<Total> {
  const total = { passed: 0, failed: 0 };
  const queue = checks.values();
  const runNext = async (): Promise<void> => {
    for (const check of queue) {
      const { passed, failed } = await runCheck(check, suite, options);
      total.passed += passed;
      total.failed += failed;
    }
  };
  await Promise.all(Array.from({ length: lanes }, runNext));
  return total;
}

async function runCheck(
  { name, run }: Check,
  suite: Suite,
  { isOptional, print }: RunOptions,
): Promise<Total> {
  try {
    const { passed, failed, failures } = await run(suite);
    print(`${name}: ${passed} passed, ${failed} failed`);
    for (const failure of failures) print(`  ${failure}`);
    return { passed, failed };
  } catch (error) {
    if (error instanceof UnavailableError) {
      print(`!!! NOT CHECKED: ${name}. ${error.message}`);
      return { passed: 0, failed: isOptional ? 0 : 1 };
    }
    print(`${name}: 0 passed, 1 failed`);
    print(`  ${error instanceof Error ? error.stack : String(error)}`);
    return { passed: 0, failed: 1 };
  }
}
