import type { Logger, StatsigUser } from '@acme/statsig-node';
import type { HttpRequest } from './http-request.ts';

/**
 * The application's `user` function, made safe: whatever it does, there is a user, and the request goes on.
 *
 * What went wrong is logged once; the next request would only repeat it.
 */
export function guardedUser(
  user: (request: HttpRequest) => unknown,
  logger: Pick<Logger, 'warn'>,
): (request: HttpRequest) => StatsigUser {
  let isKnown = false;

  function withoutUser(problem: string): StatsigUser {
    if (!isKnown) {
      isKnown = true;
      logger.warn(
        `The option user of StatsigModule ${problem}. Such requests are evaluated for a user without IDs. (Logged once.)`,
      );
    }
    return {};
  }

  return function findUser(request) {
    try {
      const found = user(request);
      if (typeof found !== 'object' || found === null) return withoutUser('returned no user');
      if (!(found instanceof Promise)) return found;
      found.catch(() => undefined);
      return withoutUser('returned a promise: await the user in a guard or middleware, and read it here');
    } catch (error) {
      return withoutUser(`threw "${error instanceof Error ? error.message : String(error)}"`);
    }
  };
}
