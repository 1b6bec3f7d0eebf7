import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Statsig, StatsigUser, UserStatsig } from '@acme/statsig-node';
import {
  type HttpRequest,
  type IssueStableID,
  openRequestScope,
  type ServerEnd,
} from '@acme/statsig-node/adapter';
import type { HttpServer } from '@nestjs/common';
import { isFastify, learnRequests } from './fastify-requests.ts';

/** What Nest's middleware gets: on Fastify the raw request. */
type Requested = IncomingMessage & HttpRequest;

/** Whose requests are served, and how. */
export interface ScopeMiddlewareOptions {
  readonly statsig: Statsig;
  readonly findUser: (request: HttpRequest) => StatsigUser;
  readonly issueStableID: IssueStableID | undefined;
  readonly adapter: Pick<HttpServer, 'getInstance'>;
  readonly serverEnd: ServerEnd | undefined;
}

/** Opens a scope for every HTTP request, in which the user is found in the request that handlers and guards see. */
export function scopeMiddleware({
  statsig,
  findUser,
  issueStableID,
  adapter,
  serverEnd,
}: ScopeMiddlewareOptions): (request: Requested, response: ServerResponse, next: () => void) => void {
  const instance: unknown = adapter.getInstance();
  const fastifyRequests = isFastify(instance) ? learnRequests(instance, issueStableID) : undefined;

  return (request, response, next) => {
    serverEnd?.prepare(response);
    if (fastifyRequests === undefined) issueStableID?.(request, response);
    const resolve = (): UserStatsig => statsig.forUser(findUser(fastifyRequests?.get(request) ?? request));
    openRequestScope({ request, response, resolve }, next);
  };
}
