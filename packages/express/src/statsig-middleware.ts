import { createStatsig, type UserStatsig } from '@acme/statsig-node';
import { guardedUser, learnServers } from '@acme/statsig-node/adapter';
import type { RequestHandler } from 'express';
import { resolveMiddlewareOptions, type StatsigMiddlewareOptions } from './middleware-options.ts';
import { explainMissingScope, openRequestScope } from './request-scope.ts';

/**
 * Gives every request its own user: `req.statsig`, and `currentStatsig()` however deep below the route.
 *
 * Calling it starts `initialize()`; requests wait until that has settled, at most `initTimeoutMs`. The user is looked up
 * when the first flag is read and stays the request's, so this may be mounted before authentication. Events are delivered
 * before the process ends, without a further line.
 *
 * @throws {StatsigError} `MISSING_SDK_KEY`, or `INVALID_OPTIONS` with the name of the option.
 * @example
 * const app = express();
 * app.use(statsigMiddleware());
 * app.get('/checkout', (req, res) => {
 *   res.send(req.statsig.checkGate('new_checkout') ? 'new' : 'old');
 * });
 */
export function statsigMiddleware(options: StatsigMiddlewareOptions = {}): RequestHandler {
  const resolved = resolveMiddlewareOptions(options);
  const { sdkOptions, user, flushAtShutdown, deadlineMs } = resolved;
  const statsig = resolved.statsig ?? createStatsig(sdkOptions);
  const { logger = globalThis.console } = sdkOptions;
  const findUser = guardedUser(user, { logger, optionName: 'user of statsigMiddleware' });
  const learnServer = flushAtShutdown ? learnServers(statsig, { deadlineMs }) : undefined;
  explainMissingScope();

  let isInitialized = false;
  const initialized = statsig.initialize().then(() => {
    isInitialized = true;
  });

  return function statsigScope(request, response, next) {
    learnServer?.(request, response);
    const resolve = (): UserStatsig => statsig.forUser(findUser(request));
    const open = (): void => openRequestScope({ request, response, resolve }, next);
    if (isInitialized) open();
    else void initialized.then(open);
  };
}
