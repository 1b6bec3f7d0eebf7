import type { Clock } from './clock.ts';

/** When some work has to be over. */
export interface DeadlineOptions {
  readonly clock: Clock;
  /** How long the work may take, in milliseconds. */
  readonly ms: number;
  /** Ends the work early. */
  readonly signal: AbortSignal;
  /** The error that the work is given up with. */
  readonly timeoutError: () => Error;
}

/**
 * Runs `work` for at most `ms` milliseconds, also when it ignores its signal.
 *
 * @param work - Gets a signal that aborts at the deadline, when `signal` does, and when the work is over.
 * @throws What `work` throws, `signal.reason`, or the timeout error.
 */
export async function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { clock, ms, signal, timeoutError }: DeadlineOptions,
): Promise<T> {
  signal.throwIfAborted();
  // Linked by hand: `AbortSignal.any` would leave an entry on the long-lived signal for each request.
  const controller = new AbortController();
  const abort = (): void => controller.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  const expiry = clock.sleep(ms, controller.signal).then(() => {
    throw timeoutError();
  });
  try {
    return await Promise.race([expiry, Promise.resolve(controller.signal).then(work)]);
  } finally {
    signal.removeEventListener('abort', abort);
    controller.abort();
  }
}
