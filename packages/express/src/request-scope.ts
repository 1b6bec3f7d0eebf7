import { AsyncLocalStorage } from 'node:async_hooks';
import { currentStatsig, type UserStatsig } from '@acme/statsig-node';
import { openRequestScope as openScope } from '@acme/statsig-node/adapter';
import express, { type Request, type Response } from 'express';

/** A request that is to be served in a scope of its own. */
export interface ScopedRequest {
  readonly request: Request;
  readonly response: Response;
  /** Finds the request's user, when first asked. */
  readonly resolve: () => UserStatsig;
}

/** Serves a request in a scope of its own, and puts `statsig` on it. */
export function openRequestScope(scoped: ScopedRequest, serve: () => void): void {
  openScope(scoped, () => {
    const inScope = AsyncLocalStorage.snapshot();
    // Whoever holds the request reaches its scope, also from where there is none, or another request's.
    const property = { configurable: true, get: () => inScope(currentStatsig) };
    Object.defineProperty(scoped.request, 'statsig', property);
    serve();
  });
}

/** Makes routes that are mounted before the middleware fail with the remedy, rather than with `undefined`. */
export function explainMissingScope(): void {
  if ('statsig' in express.request) return;
  Object.defineProperty(express.request, 'statsig', { configurable: true, get: currentStatsig });
}
