import type { Logger } from './diagnostics/logger.ts';
import type { DeliveryReport } from './events/delivery-report.ts';
import { maskedKey } from './http/redact.ts';
import type { InitializationDetails } from './initialization.ts';
import { joinLive } from './live-instances.ts';
import { sdkVersion } from './sdk.ts';

/** Which SDK object it is about. */
export interface LifecycleLogOptions {
  readonly logger: Logger;
  readonly sdkKey: string;
  readonly apiURL: string;
  readonly offline: boolean;
}

/** What one SDK object says about its start, and about being used in a way that cannot be meant. */
export class LifecycleLog {
  readonly #options: LifecycleLogOptions;
  #isReadingFine = false;
  #leave: (() => void) | undefined;

  constructor(options: LifecycleLogOptions) {
    this.#options = options;
  }

  /** The first call of `initialize()`. */
  begins(): void {
    const { logger, sdkKey, offline } = this.#options;
    if (offline || this.#leave !== undefined) return;
    const { count, leave } = joinLive(sdkKey);
    this.#leave = leave;
    // Of more than two nothing new can be said.
    if (count !== 2) return;
    logger.warn(
      `Two SDK objects with the key ${maskedKey(sdkKey)} are live in this process, and each polls and keeps events by itself. Create one and share it, or shut down the others.`,
    );
  }

  /** `initialize()` has settled. */
  started({ success, source, durationMs, error }: InitializationDetails): void {
    this.#isReadingFine = true;
    const { logger, sdkKey, apiURL, offline } = this.#options;
    const where = offline ? 'offline' : `at ${new URL(apiURL).host} with the key ${maskedKey(sdkKey)}`;
    const who = `acme-statsig-node ${sdkVersion} ${where}`;
    const from = source === null ? 'no specs' : `specs from ${source}`;
    if (success) {
      logger.info(`Started in ${durationMs} ms with ${from}: ${who}.`);
      return;
    }
    const message = `Not started yet, after ${durationMs} ms: ${who}. ${error?.message ?? ''}`;
    // Any other error was reported where it arose.
    if (error?.code === 'TIMEOUT') logger.warn(message);
    else logger.info(message);
  }

  /** Something was asked while there were no specs. */
  askedTooEarly(): void {
    if (this.#isReadingFine) return;
    this.#isReadingFine = true;
    this.#options.logger.warn(
      'Flags are read before initialize() has settled: until there are specs, answers are the defaults. Await initialize() first.',
    );
  }

  /** The first call of `shutdown()`. */
  ends(): void {
    this.#leave ??= () => undefined;
    this.#leave();
  }

  /** `shutdown()` has settled. */
  ended({ sent, pending, spooled, dropped }: DeliveryReport): void {
    const { logger } = this.#options;
    const kept = spooled === 0 ? '' : `, ${spooled} kept for the next start`;
    const summary = `Shut down: ${sent} events sent, ${pending} not sent${kept}, ${dropped} dropped.`;
    if (pending + dropped > 0) logger.error(summary);
    else logger.info(summary);
  }
}
