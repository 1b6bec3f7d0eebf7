import type { IncomingHttpHeaders } from 'node:http';
import type { HttpRequest } from '@acme/statsig-node/adapter';
import type { ExecutionContext } from '@nestjs/common';

/** Where each transport keeps what is known of the sender, the most specific first. */
const senders: Readonly<Record<string, (context: ExecutionContext) => readonly unknown[]>> = {
  rpc: (context) => [context.switchToRpc().getContext()],
  ws(context) {
    const client: unknown = context.switchToWs().getClient();
    return [client, part(client, 'data'), part(client, 'handshake')];
  },
  graphql(context) {
    const resolved = context.getArgByIndex<unknown>(2);
    const requests = [resolved, part(resolved, 'req'), part(resolved, 'request')];
    // Of a subscription, what graphql-ws knows of its socket.
    const extras = requests.map((request) => part(request, 'extra'));
    return [...requests, ...extras, ...extras.map((extra) => part(extra, 'request'))];
  },
};

/**
 * What is known of a message's sender, as far as it looks like a request: the `user` that a guard or a gateway set on the
 * client or the context, and the headers and the address of the handshake, where the transport keeps them.
 */
export function messageRequest(context: ExecutionContext): HttpRequest {
  const sender = senders[context.getType<string>()]?.(context) ?? [];
  const headers = firstPart(sender, 'headers');
  const ip = firstPart(sender, 'ip') ?? firstPart(sender, 'address');
  return {
    headers: isHeaders(headers) ? headers : {},
    ip: typeof ip === 'string' ? ip : undefined,
    user: firstPart(sender, 'user'),
  };
}

function firstPart(values: readonly unknown[], name: string): unknown {
  return values.map((value) => part(value, name)).find((found) => found !== undefined);
}

function part(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function isHeaders(value: unknown): value is IncomingHttpHeaders {
  return typeof value === 'object' && value !== null;
}
