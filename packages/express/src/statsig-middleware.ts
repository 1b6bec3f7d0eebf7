import type { Server } from 'node:http';
import { createStatsig, type UserStatsig } from '@acme/statsig-node';
import { guardedUser, type LearnedServers, learnServers } from '@acme/statsig-node/adapter';
import type { RequestHandler } from 'express';
import { resolveMiddlewareOptions, type StatsigMiddlewareOptions } from './middleware-options.ts';
import { explainMissingScope, openRequestScope } from './request-scope.ts';
import { noteServedBy } from './served-by.ts';

/** Gives every request its own user. */
export interface StatsigMiddleware extends RequestHandler {
  /**
   * Names a server that is to end before the events go, for an app that may have to end before its first request: by itself
   * the middleware learns its servers from the requests. Works with `flushAtShutdown: false` too.
   *
   * @example
   * const statsig = statsigMiddleware();
   * statsig.attachShutdown(express().use(statsig).listen(3000));
   */
  attachShutdown(server: Server): void;
}

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
export function statsigMiddleware(options: StatsigMiddlewareOptions = {}): StatsigMiddleware {
  const resolved = resolveMiddlewareOptions(options);
  const { sdkOptions, user, issueStableID, flushAtShutdown, deadlineMs } = resolved;
  const statsig = resolved.statsig ?? createStatsig(sdkOptions);
  const { logger = globalThis.console } = sdkOptions;
  const findUser = guardedUser(user, { logger, optionName: 'user of statsigMiddleware' });
  let servers: LearnedServers | undefined = flushAtShutdown
    ? learnServers(statsig, { deadlineMs })
    : undefined;
  explainMissingScope();

  let isInitialized = false;
  const initialized = statsig.initialize().then(() => {
    isInitialized = true;
  });

  const statsigScope: RequestHandler = (request, response, next) => {
    servers?.learnFrom(request, response);
    issueStableID?.(request, response);
    noteServedBy(request, statsig);
    const resolve = (): UserStatsig => statsig.forUser(findUser(request));
    const open = (): void => openRequestScope({ request, response, resolve }, next);
    if (isInitialized) open();
    else void initialized.then(open);
  };
  return Object.assign(statsigScope, {
    attachShutdown(server: Server): void {
      servers ??= learnServers(statsig, { deadlineMs });
      servers.learn(server);
    },
  });
}
