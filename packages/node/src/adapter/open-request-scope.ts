import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventEmitter } from 'node:events';
import { runInRequestScope } from '../request-scope.ts';
import type { UserStatsig } from '../user-statsig.ts';

/** A request that is to be served in a scope of its own. */
export interface ScopedRequest {
  readonly request: EventEmitter;
  readonly response: EventEmitter;
  /** Finds the request's user, when first asked. */
  readonly resolve: () => UserStatsig;
}

/** Runs its argument in the scope of a request, wherever it is called from. */
type InScope = <Result>(work: () => Result) => Result;

/** Whose scope it is. */
const requests = new AsyncLocalStorage<EventEmitter>();

/**
 * Serves a request in a scope of its own: what `serve` calls, now or later, reaches its user by `currentStatsig()`, and so
 * do listeners of the request and its response.
 *
 * @param serve - Goes on with the request, e.g. a middleware's `next`. It is called at once, and without arguments.
 */
export function openRequestScope({ request, response, resolve }: ScopedRequest, serve: () => void): void {
  const work = (): void => {
    const inScope: InScope = AsyncLocalStorage.snapshot();
    for (const emitter of [request, response]) keepScope(emitter, { request, inScope });
    serve();
  };
  requests.run(request, () => runInRequestScope(resolve, work));
}

/**
 * Makes listeners run in the request's scope. By itself Node emits `data`, `end` and `close` from where it reads the
 * connection, outside of any request.
 */
function keepScope(
  emitter: EventEmitter,
  { request, inScope }: { readonly request: EventEmitter; readonly inScope: InScope },
): void {
  const emit = emitter.emit;
  emitter.emit = (...event) => {
    const forward = (): boolean => emit.apply(emitter, event);
    // A scope inside of this one, say of a tracer, stays as it is.
    return requests.getStore() === request ? forward() : inScope(forward);
  };
}
