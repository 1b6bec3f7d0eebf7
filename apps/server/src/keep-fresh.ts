import type { Clock } from './clock.ts';
import { errorText, type Logger } from './logger.ts';

/** What keeping fresh needs. */
interface KeepFreshParts {
  /** Takes over what other servers and the command line have written. */
  readonly refresh: () => Promise<unknown>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Something that goes on until it is closed. */
interface Ongoing {
  /** Resolves when it has stopped. */
  close(): Promise<void>;
}

/** Publishing is seen everywhere within two of these. */
const intervalMs = 1_000;

/**
 * Refreshes once a second. While that fails, everything stays as it was; the log says when that begins and when it ends.
 */
export function keepFresh({ refresh, clock, logger }: KeepFreshParts): Ongoing {
  const closing = new AbortController();
  let isFailing = false;

  const tryRefresh = async (): Promise<void> => {
    try {
      await refresh();
      if (isFailing) logger.info('[statsig] The database is back.');
      isFailing = false;
    } catch (error) {
      if (!isFailing) logger.error(`[statsig] The database cannot be read: ${errorText(error)}`);
      isFailing = true;
    }
  };

  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await clock.sleep(intervalMs, closing.signal).catch(() => undefined);
      if (!closing.signal.aborted) await tryRefresh();
    }
  };

  const running = run();
  return {
    close: () => {
      closing.abort();
      return running;
    },
  };
}
