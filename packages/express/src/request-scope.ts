import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventEmitter } from 'node:events';
import { currentStatsig, runInRequestScope, type UserStatsig } from '@acme/statsig-node';
import express, { type Request, type Response } from 'express';

/** A request that is to be served in a scope of its own. */
export interface ScopedRequest {
  readonly request: Request;
  readonly response: Response;
  /** Finds the request's user, when first asked. */
  readonly resolve: () => UserStatsig;
}

/** Runs its argument where `serve` began, with all that was in scope there. */
type InScope = <Result>(work: () => Result) => Result;

/** Whose scope it is. */
const requests = new AsyncLocalStorage<Request>();

/** Serves a request in a scope of its own, and puts `statsig` on it. */
export function openRequestScope({ request, response, resolve }: ScopedRequest, serve: () => void): void {
  const work = (): void => {
    const inScope: InScope = AsyncLocalStorage.snapshot();
    // Whoever holds the request reaches its scope, also from where there is none, or another request's.
    Object.defineProperty(request, 'statsig', { configurable: true, get: () => inScope(currentStatsig) });
    const emitInScope = (emitter: EventEmitter): void => keepScope(emitter, request, inScope);
    emitInScope(request);
    emitInScope(response);
    serve();
  };
  requests.run(request, () => runInRequestScope(resolve, work));
}

/**
 * Makes listeners run in the request's scope. By itself Node emits `data`, `end` and `close` from where it reads the
 * connection, outside of any request.
 */
function keepScope(emitter: EventEmitter, request: Request, inScope: InScope): void {
  const emit = emitter.emit;
  emitter.emit = (...event) => {
    const forward = (): boolean => emit.apply(emitter, event);
    // A scope inside of this one, say of a tracer, stays as it is.
    return requests.getStore() === request ? forward() : inScope(forward);
  };
}

/** Makes routes that are mounted before the middleware fail with the remedy, rather than with `undefined`. */
export function explainMissingScope(): void {
  if ('statsig' in express.request) return;
  Object.defineProperty(express.request, 'statsig', { configurable: true, get: currentStatsig });
}
