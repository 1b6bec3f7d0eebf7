import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type Recorder, startRecorder } from './recorder.ts';
import { sdkKey } from './test-specs.ts';

/** What a process that serves apps says: first their URLs, later what it does at its end and what Node warns of. */
export interface EndingMessage {
  readonly urls?: readonly string[];
  readonly stage?: string;
  readonly warning?: string;
}

/** A process that serves apps until it is ended. */
export interface Ending extends AsyncDisposable {
  readonly child: ChildProcess;
  /** Which got its events. */
  readonly recorder: Recorder;
  readonly urls: readonly string[];
  /** What it did at its end, and what Node warned of. */
  readonly told: readonly string[];
  /** The exit code and signal with which it ended. */
  readonly ended: Promise<unknown>;
}

/**
 * Starts a script that serves apps and sends {@link EndingMessage}s.
 *
 * @param settings - Its environment, besides that of the test and what the SDK reads.
 */
export async function startEnding(
  script: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Ending> {
  const recorder = await startRecorder();
  const env = { ...process.env, STATSIG_SECRET_KEY: sdkKey, STATSIG_API_URL: recorder.apiURL, ...settings };
  const child = fork(script, { env });
  const ended = once(child, 'exit');
  const told: string[] = [];
  child.on('message', ({ stage, warning }: EndingMessage) => {
    if (stage !== undefined) told.push(stage);
    if (warning !== undefined) told.push(warning);
  });
  const [{ urls = [] }] = (await once(child, 'message')) as [EndingMessage];
  return {
    child,
    recorder,
    urls,
    told,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await recorder[Symbol.asyncDispose]();
    },
  };
}

/** Visits an app as a user, which has to succeed. */
export async function visit(url: string, userID: string): Promise<void> {
  const response = await fetch(url, { headers: { 'x-user-id': userID } });
  assert(response.ok);
}

/** Visits as one user after another, on a connection that is kept, until nobody answers; adds whom it was answered. */
export async function visitUntilGone(url: string, visitor: string, served: string[]): Promise<void> {
  for (let count = 0; ; count += 1) {
    const userID = `${visitor}-${count}`;
    const response = await fetch(url, { headers: { 'x-user-id': userID } }).catch(() => undefined);
    if (response?.ok !== true || (await response.text()) !== 'served') return;
    served.push(userID);
  }
}
