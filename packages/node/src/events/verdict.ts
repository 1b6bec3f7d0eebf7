import { isStatsigError } from '@acme/statsig-core';
import { errorText } from '../diagnostics/error-text.ts';
import { StatsigNetworkError } from '../http/network-error.ts';

/**
 * What to do with a batch that could not be sent.
 *
 * `retry`: soon, with backoff. `wait`: keep it, and try now and then, because someone has to change something first.
 * `split`: in two halves, and give it up when it is a single event.
 */
export type Verdict = 'retry' | 'wait' | 'split';

/** What the server has against the batch itself: what is in it (also when it says so with a 2xx), or its size. */
const splitStatuses: ReadonlySet<number | undefined> = new Set<number>([200, 202, 400, 413, 422]);

/** Only what can never be accepted is given up: a wrong key or URL is set right some day. */
export function verdictOn({ retryable, status }: StatsigNetworkError): Verdict {
  if (retryable) return 'retry';
  return splitStatuses.has(status) ? 'split' : 'wait';
}

/** The error of a sink that did not settle in time. */
export function lateSink(ms: number): StatsigNetworkError {
  const message = `Sending events took longer than ${ms} ms (requestTimeoutMs).`;
  return new StatsigNetworkError(message, { code: 'TIMEOUT', retryable: true });
}

/** The error of a sink in the SDK's own terms; one that is not may pass. */
export function brokenSink(error: unknown): StatsigNetworkError {
  if (error instanceof StatsigNetworkError) return error;
  const code = isStatsigError(error) && error.code === 'TIMEOUT' ? error.code : 'NETWORK';
  const message = `The event sink failed: ${errorText(error)}`;
  return new StatsigNetworkError(message, { code, retryable: true, cause: error });
}
