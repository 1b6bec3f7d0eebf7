import type { StatsigError } from '@acme/statsig-core';
import type { Redact } from '../http/redact.ts';
import type { Subscriptions } from '../subscriptions.ts';
import type { Logger } from './logger.ts';
import { redactedError } from './redacted-error.ts';

/** Where the parts of the SDK say what went wrong. */
export interface Reporter {
  /** Something does not work for now; nothing is lost. */
  degraded(error: StatsigError): void;
  /** Events are lost. */
  lost(message: string, error?: StatsigError): void;
}

/** Whom a reporter tells. */
export interface ReporterOptions {
  readonly logger: Logger;
  readonly subscriptions: Subscriptions;
  readonly redact: Redact;
}

/** Tells the log and the listeners. */
export function createReporter({ logger, subscriptions, redact }: ReporterOptions): Reporter {
  return {
    degraded(error) {
      logger.warn(error.message);
      subscriptions.emit('error', redactedError(error, redact));
    },
    lost(message, error) {
      logger.error(message);
      if (error !== undefined) subscriptions.emit('error', redactedError(error, redact));
    },
  };
}
