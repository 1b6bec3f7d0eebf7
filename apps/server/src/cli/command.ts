import type { Config } from './config.ts';

/** What a command is given. */
export interface CommandInput {
  readonly config: Config;
  /** What stands after the command's name, options left out. */
  readonly positionals: readonly string[];
  readonly options: CommandOptions;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
}

export interface CommandOptions {
  readonly environment: string;
  readonly format: string;
  readonly kind: string;
  readonly name: string;
  readonly message: string;
  readonly 'target-app': string;
  readonly 'grace-hours': string;
}

/** One thing that the command line does. */
export type Command = (input: CommandInput) => Promise<void>;

/** Why a command was not understood. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}
