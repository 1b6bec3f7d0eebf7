import type { Statsig, StatsigUser } from '@acme/statsig-node';
import { isInRequestScope, type RequestScope, requestScope } from '@acme/statsig-node/adapter';
import type { CallHandler, CanActivate, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';

/** Whose messages are handled. */
export interface MessageScopesOptions {
  readonly statsig: Statsig;
  readonly findUser: (context: ExecutionContext) => StatsigUser;
}

/**
 * Opens a scope for each message that comes without middleware: microservices', WebSocket gateways' and GraphQL
 * subscriptions'.
 *
 * As a guard it opens the scope for all that follows, exception filters included. That cannot reach out of the wait for an
 * asynchronous guard that came before; so it is an interceptor, too, which opens the same scope for the handler.
 */
export class MessageScopes implements CanActivate, NestInterceptor {
  readonly #statsig: Statsig;
  readonly #findUser: (context: ExecutionContext) => StatsigUser;
  /** By the arguments of the handler: guards and interceptors get contexts of their own. */
  readonly #scopes = new WeakMap<object, RequestScope>();

  constructor({ statsig, findUser }: MessageScopesOptions) {
    this.#statsig = statsig;
    this.#findUser = findUser;
  }

  canActivate(context: ExecutionContext): true {
    this.#scopeOf(context)?.enter();
    return true;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const scope = this.#scopeOf(context);
    return scope === undefined ? next.handle() : scope.run(() => next.handle());
  }

  /** Undefined where middleware has opened one. */
  #scopeOf(context: ExecutionContext): RequestScope | undefined {
    const type = context.getType<string>();
    if (type === 'http') return undefined;
    const key = context.getArgs<unknown[]>();
    const known = this.#scopes.get(key);
    if (known !== undefined || (type === 'graphql' && isInRequestScope())) return known;
    const scope = requestScope(() => this.#statsig.forUser(this.#findUser(context)));
    this.#scopes.set(key, scope);
    return scope;
  }
}
