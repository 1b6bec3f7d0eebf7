import { type FaultServer, jsonOf, type ReceivedRequest, type Reply } from '../frame/fault-server.ts';

/** The names of all events that a server accepted, of a batch that came twice only once. */
export function deliveredNames(server: FaultServer): readonly string[] {
  const accepted = server.to('log_event').filter(({ reply }) => isAcceptance(reply));
  const batches = new Map(accepted.map((request) => [request.headers['statsig-batch-id'], request]));
  return [...batches.values()].flatMap(eventNames);
}

/** The names of `count` events as an application logs them. */
export function loggedNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `event-${index}`);
}

/** The names of a batch's events. */
function eventNames(request: ReceivedRequest): readonly string[] {
  return (jsonOf(request)['events'] as { readonly eventName: string }[]).map(({ eventName }) => eventName);
}

/** Whether a client may take it for one: any 2xx, however its body ends, that is no web page. */
function isAcceptance(reply: Reply): boolean {
  return typeof reply === 'object'
    ? reply.status < 300
    : ['drip', 'truncate', 'badGzip', 'cutGzip'].includes(reply);
}
