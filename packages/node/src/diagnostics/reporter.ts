import type { StatsigError } from '@acme/statsig-core';
import type { Subscriptions } from '../subscriptions.ts';
import type { Logger } from './logger.ts';

/** Where the parts of the SDK say what went wrong. */
export interface Reporter {
  /** Something does not work for now; nothing is lost. */
  degraded(error: StatsigError): void;
  /** Events are lost. */
  lost(message: string, error?: StatsigError): void;
}

/** Tells the log and the listeners. */
export function createReporter(logger: Logger, subscriptions: Subscriptions): Reporter {
  return {
    degraded(error) {
      logger.warn(error.message);
      subscriptions.emit('error', error);
    },
    lost(message, error) {
      logger.error(message);
      if (error !== undefined) subscriptions.emit('error', error);
    },
  };
}
