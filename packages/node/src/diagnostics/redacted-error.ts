import { StatsigError } from '@acme/statsig-core';
import { StatsigNetworkError } from '../http/network-error.ts';
import type { Redact } from '../http/redact.ts';
import { errorText } from './error-text.ts';

const deepestCause = 5;

/**
 * An error as it may be seen by others: the same, without secrets. What a plug-in threw may hold a request, key and all, so
 * of causes only the texts and codes are passed on.
 */
export function redactedError(error: StatsigError, redact: Redact): StatsigError {
  const { message, stack = '', cause } = error;
  if (cause === undefined && redact(message) === message && redact(stack) === stack) return error;
  const copy = copyOf(error, redact(message), plainCause(cause, redact));
  copy.stack = redact(stack);
  return copy;
}

function copyOf(error: StatsigError, message: string, cause: Error | undefined): StatsigError {
  if (!(error instanceof StatsigNetworkError)) {
    return new StatsigError(error.code, message, cause === undefined ? undefined : { cause });
  }
  const { status, retryable, retryAfterMs } = error;
  const copy = new StatsigNetworkError(message, { status, retryable, retryAfterMs, cause });
  return Object.assign(copy, { code: error.code });
}

function plainCause(cause: unknown, redact: Redact, depth = 1): Error | undefined {
  if (cause === undefined || depth > deepestCause) return undefined;
  const copy = new Error(redact(errorText(cause)));
  try {
    if (!(cause instanceof Error)) return copy;
    const { stack, code } = cause as Error & { readonly code?: unknown };
    copy.stack = redact(String(stack));
    const inner = plainCause(cause.cause, redact, depth + 1);
    return Object.assign(copy, typeof code === 'string' && { code: redact(code) }, inner && { cause: inner });
  } catch {
    // Whoever throws errors that throw when they are read has said enough.
    return copy;
  }
}
