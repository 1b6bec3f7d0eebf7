import type { Logger, StatsigUser } from '@acme/statsig-node';
import type { Request } from 'express';

/**
 * The application's `user` function, made safe: whatever it does, there is a user, and the request goes on.
 *
 * What went wrong is logged once; the next request would only repeat it.
 */
export function guardedUser(
  user: (request: Request) => unknown,
  logger: Pick<Logger, 'warn'>,
): (request: Request) => StatsigUser {
  let isKnown = false;

  function withoutUser(problem: string): StatsigUser {
    if (isKnown) return {};
    isKnown = true;
    try {
      logger.warn(
        `[statsig] The option user of statsigMiddleware ${problem}. Such requests are evaluated for a user without IDs. (Logged once.)`,
      );
    } catch {
      // There is nowhere left to say so.
    }
    return {};
  }

  return (request) => {
    try {
      const found = user(request);
      if (typeof found !== 'object' || found === null) return withoutUser('returned no user');
      if (!(found instanceof Promise)) return found;
      found.catch(() => undefined);
      return withoutUser(
        'returned a promise: await the user in a middleware of your own and call setRequestUser()',
      );
    } catch (error) {
      return withoutUser(`threw "${error instanceof Error ? error.message : String(error)}"`);
    }
  };
}
