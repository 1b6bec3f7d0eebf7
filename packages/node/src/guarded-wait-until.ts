import { errorText } from './diagnostics/error-text.ts';
import type { Logger } from './diagnostics/logger.ts';
import type { WaitUntil } from './time/waking-clock.ts';

/** The application's `waitUntil`, made safe: platforms throw outside of an invocation. */
export function guardedWaitUntil(waitUntil: WaitUntil | undefined, logger: Logger): WaitUntil | undefined {
  if (waitUntil === undefined) return undefined;
  return (work) => {
    try {
      waitUntil(work);
    } catch (error) {
      logger.warn(
        `waitUntil threw, so the invocation may end before its events are sent: ${errorText(error)}`,
      );
    }
  };
}
