import { errorText } from '../diagnostics/error-text.ts';
import type { Logger } from '../diagnostics/logger.ts';

/** Calls what the application gave, and logs what it throws. */
export type Guard = (call: () => void) => void;

/** @param logger - Told that something threw. */
export function createGuard(logger: Logger): Guard {
  return (call) => {
    try {
      call();
    } catch (error) {
      logger.error(
        `[statsig] A callback, an override or a storage of the application threw: ${errorText(error)}`,
      );
    }
  };
}
