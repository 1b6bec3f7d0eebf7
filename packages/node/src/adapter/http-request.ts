import type { IncomingHttpHeaders } from 'node:http';

/** The parts of a request that Node's frameworks have in common. */
export interface HttpRequest {
  readonly headers: IncomingHttpHeaders;
  /** The client's address; behind a proxy only when the framework is told to trust it. */
  readonly ip?: string | undefined;
  /** What authentication set, e.g. Passport. */
  readonly user?: unknown;
  /** Whether it came over TLS; behind a proxy only when the framework is told to trust it. */
  readonly secure?: boolean | undefined;
  /** The connection that it came on; requests that are made up have none. */
  readonly socket?: object | null | undefined;
}
