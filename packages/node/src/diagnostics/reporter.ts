import type { StatsigError, StatsigErrorCode } from '@acme/statsig-core';
import type { Redact } from '../http/redact.ts';
import type { Subscriptions } from '../subscriptions.ts';
import type { Clock } from '../time/clock.ts';
import type { Logger } from './logger.ts';
import { redactedError } from './redacted-error.ts';

/** Where the parts of the SDK say what went wrong. */
export interface Reporter {
  /** Something does not work for now; nothing is lost. */
  degraded(error: StatsigError): void;
  /** Events are lost. */
  lost(message: string, error?: StatsigError): void;
  /** What was said last; null when nothing was. */
  readonly last: Report | null;
}

/** What was reported, and when. */
export interface Report {
  readonly message: string;
  /** Null for events that were lost without an error. */
  readonly code: StatsigErrorCode | null;
  /** In epoch milliseconds. */
  readonly time: number;
}

/** Whom a reporter tells. */
export interface ReporterOptions {
  readonly logger: Logger;
  readonly subscriptions: Subscriptions;
  readonly redact: Redact;
  readonly clock: Clock;
}

/** Tells the log and the listeners. */
export function createReporter({ logger, subscriptions, redact, clock }: ReporterOptions): Reporter {
  let last: Report | null = null;
  function remember(message: string, code: StatsigErrorCode | null): void {
    last = { message: redact(message), code, time: clock.now() };
  }
  return {
    get last() {
      return last;
    },
    degraded(error) {
      remember(error.message, error.code);
      logger.warn(error.message);
      subscriptions.emit('error', redactedError(error, redact));
    },
    lost(message, error) {
      remember(message, error?.code ?? null);
      logger.error(message);
      if (error !== undefined) subscriptions.emit('error', redactedError(error, redact));
    },
  };
}
