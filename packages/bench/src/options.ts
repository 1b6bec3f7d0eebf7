import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface BenchOptions {
  /** The works to measure, by ID or title. */
  readonly only: RegExp | undefined;
  /** Few and short samples: to see whether it works, not how fast. */
  readonly isQuick: boolean;
  /** Whether the report is written: by default when everything was measured in full. */
  readonly isWritten: boolean;
  /** Where CPU profiles of our own children go. */
  readonly profiles: string | undefined;
}

/**
 * Reads the arguments.
 *
 * @throws {TypeError} When one is not known.
 */
export function benchOptions(given: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    // `pnpm bench -- --quick` hands the dashes on.
    args: given.filter((argument) => argument !== '--'),
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean' },
      profile: { type: 'string' },
    },
  });
  const { quick: isQuick, profile: profiles } = values;
  const only = values.only === undefined ? undefined : new RegExp(values.only, 'i');
  const isWhole = only === undefined && !isQuick && profiles === undefined;
  return { only, isQuick, profiles, isWritten: values.write ?? isWhole };
}
