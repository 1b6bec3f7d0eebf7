import type { HttpRequest, IssueStableID } from '@acme/statsig-node/adapter';

/** The parts of Fastify that are needed. */
interface Fastify {
  addHook(
    name: 'onRequest',
    hook: (request: FastifyRequest, reply: FastifyReply, done: () => void) => void,
  ): unknown;
}

interface FastifyRequest extends HttpRequest {
  readonly raw: object;
}

interface FastifyReply {
  readonly sent: boolean;
  header(name: string, value: string): unknown;
}

/** Whether this is what Nest's Fastify adapter wraps. */
export function isFastify(instance: unknown): instance is Fastify {
  return typeof instance === 'object' && instance !== null && 'addHook' in instance;
}

/**
 * Learns which of Fastify's requests a raw one became: `request.user` and what else guards set is on that. Middleware,
 * which comes before, has the raw one.
 *
 * Cookies are issued here, too: Fastify's own would replace those of the raw response.
 */
export function learnRequests(
  fastify: Fastify,
  issueStableID: IssueStableID | undefined,
): Pick<WeakMap<object, HttpRequest>, 'get'> {
  const requests = new WeakMap<object, HttpRequest>();
  fastify.addHook('onRequest', (request, reply, done) => {
    requests.set(request.raw, request);
    const appendHeader = (name: string, value: string): unknown => reply.header(name, value);
    issueStableID?.(request, { headersSent: reply.sent, appendHeader });
    done();
  });
  return requests;
}
