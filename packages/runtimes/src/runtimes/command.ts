import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Suite, TimeZone } from '../check.ts';
import type { SuiteResult } from '../suite/run-suite.ts';

/** A runtime that is started as a command and runs a TypeScript file. */
export interface Command {
  readonly executable: string;
  /** What it must say of itself. */
  readonly version: string;
  /** What stands before the file. */
  readonly options?: readonly string[];
}

const entry = fileURLToPath(new URL('command-entry.ts', import.meta.url));
const maxOutputBytes = 16 * 1_024 * 1_024;

/** Runs the suite in a process of its own, whose environment is a time zone and nothing else. */
export async function runCommand(
  { executable, version, options = [] }: Command,
  { modulePath, recordsPath }: Suite,
  timeZone: TimeZone,
): Promise<SuiteResult> {
  const { stdout } = await promisify(execFile)(executable, [...options, entry, modulePath, recordsPath], {
    env: { TZ: timeZone.name, NO_COLOR: '1' },
    maxBuffer: maxOutputBytes,
  });
  const ran = JSON.parse(stdout) as { readonly version: string; readonly result: SuiteResult };
  if (ran.version !== version) throw new Error(`${executable} is version ${ran.version}, not ${version}.`);
  return ran.result;
}
