import type { StatsigUser } from '@acme/statsig-core';
import { errorText } from '../diagnostics/error-text.ts';
import type { Logger } from '../diagnostics/logger.ts';
import { anonymousUser } from './anonymous-user.ts';

/** Where to say what is wrong with the application's function. */
export interface GuardedUserOptions {
  readonly logger: Pick<Logger, 'warn'>;
  /** What the option is called, and whose it is, e.g. `user of statsigMiddleware`. */
  readonly optionName: string;
}

/**
 * The application's function that finds the user of a request, made safe: whatever it does, there is a user, and the
 * request goes on.
 *
 * When it throws, or returns no user, the request is from the anonymous `{ userID: '' }`. That is logged once: the next
 * request would only repeat it. A user that it does return is taken as it is.
 *
 * @param user - Whatever the application gave; it may be one without types.
 */
export function guardedUser<Request>(
  user: (request: Request) => unknown,
  { logger, optionName }: GuardedUserOptions,
): (request: Request) => StatsigUser {
  let isKnown = false;

  function withoutUser(problem: string): StatsigUser {
    if (isKnown) return anonymousUser;
    isKnown = true;
    try {
      logger.warn(
        `[statsig] The option ${optionName} ${problem}. Such requests are evaluated for the anonymous user, userID ''. (Logged once.)`,
      );
    } catch {
      // There is nowhere left to say so.
    }
    return anonymousUser;
  }

  return (request) => {
    try {
      const found = user(request);
      if (typeof found !== 'object' || found === null) return withoutUser('returned no user');
      if (!('then' in found)) return found;
      if (found instanceof Promise) found.catch(() => undefined);
      return withoutUser(
        'returned a promise: await the user before, in middleware or a guard of your own, and read it here or call setRequestUser()',
      );
    } catch (error) {
      return withoutUser(`threw "${errorText(error)}"`);
    }
  };
}
