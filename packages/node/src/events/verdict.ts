import { isStatsigError } from '@acme/statsig-core';
import { errorText } from '../diagnostics/error-text.ts';
import { StatsigNetworkError } from '../http/network-error.ts';

/**
 * What to do with a batch that could not be sent.
 *
 * `retry`: soon, with backoff. `wait`: keep it, and try now and then, because someone has to change something first.
 * `split`: in two halves. `reject`: give it up.
 */
export type Verdict = 'retry' | 'wait' | 'split' | 'reject';

const verdicts: ReadonlyMap<number | undefined, Verdict> = new Map<number, Verdict>([
  [400, 'reject'],
  [413, 'split'],
  [422, 'reject'],
]);

/** Only what can never be accepted is given up: a wrong key or URL is set right some day. */
export function verdictOn({ retryable, status }: StatsigNetworkError): Verdict {
  return retryable ? 'retry' : (verdicts.get(status) ?? 'wait');
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
