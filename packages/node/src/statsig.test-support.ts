import { createStatsig } from './create-statsig.ts';
import type { Logger } from './diagnostics/logger.ts';
import { ManualClock } from './manual-clock.test-support.ts';
import type { StatsigOptions } from './options.ts';
import { type Recorder, startRecorder } from './recorder.test-support.ts';
import { specsPayload } from './specs.test-support.ts';
import type { Statsig } from './statsig.ts';

export const sdkKey = 'secret-1234567890abcdefghij';

/** A request's deadline: like no other wait of the SDK, so that tests can tell them apart. */
export const requestTimeoutMs = 7_000;

/** An SDK object with a server of its own, on a clock that stands still. */
export interface Bench extends AsyncDisposable {
  readonly statsig: Statsig;
  readonly recorder: Recorder;
  readonly clock: ManualClock;
  readonly log: RecordingLogger;
}

/** Starts a server that has one open gate, and creates an SDK object for it. */
export async function startBench(options: StatsigOptions = {}): Promise<Bench> {
  const recorder = await startRecorder();
  recorder.answer('download_config_specs', { body: specsPayload({ gates: { open: true } }) });
  recorder.answer('log_event', { status: 202, body: { success: true } });
  const clock = new ManualClock();
  const log = new RecordingLogger();
  const { apiURL } = recorder;
  const statsig = createStatsig({ sdkKey, apiURL, clock, logger: log, requestTimeoutMs, ...options });
  return {
    statsig,
    recorder,
    clock,
    log,
    async [Symbol.asyncDispose]() {
      const ending = statsig.shutdown({ deadlineMs: 0 });
      await clock.advance(0);
      await ending;
      await recorder[Symbol.asyncDispose]();
    },
  };
}

/** Keeps what is logged. */
export class RecordingLogger implements Logger {
  readonly lines: string[] = [];

  /** The lines that say that something is wrong. */
  get problems(): readonly string[] {
    return this.lines.filter((line) => /^(warn|error) /.test(line));
  }

  debug(message: string): void {
    this.lines.push(`debug ${message}`);
  }

  info(message: string): void {
    this.lines.push(`info ${message}`);
  }

  warn(message: string): void {
    this.lines.push(`warn ${message}`);
  }

  error(message: string): void {
    this.lines.push(`error ${message}`);
  }
}
