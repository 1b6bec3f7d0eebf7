import { createApp } from './app.ts';
import type { ConfiguredKey } from './auth/key-ring.ts';
import { type Clock, systemClock } from './clock.ts';
import { type Listening, listen } from './listen.ts';
import { consoleLogger, type Logger } from './logger.ts';
import { openParts } from './open-parts.ts';
import { type WatchFile, watchFile } from './project/watch-file.ts';
import type { StoredEvents } from './store/event-store.ts';

/** What a server is to be. */
export interface ServerOptions {
  /**
   * Where everything is kept: `file:./data/statsig.db` for an SQLite file, created when absent; `:memory:` for a database
   * that ends with the server; `postgres://…` for one that several servers may share.
   */
  readonly store: string;
  /**
   * Keys that open it, besides those that it has made: the text of one, which begins with `secret-`, `client-` or
   * `console-`, or what it opens as well.
   *
   * @defaultValue none
   */
  readonly keys?: readonly (string | ConfiguredKey)[] | undefined;
  /**
   * The path of a project file, or of a `download_config_specs` payload: it is published, now and whenever it changes.
   *
   * @defaultValue none: what was published last is served
   */
  readonly project?: string | undefined;
  /** The environment that the project file belongs to, and whose events are counted. @defaultValue `production` */
  readonly environment?: string | undefined;
  /** A file that stored events are appended to, a line of JSON each. @defaultValue none */
  readonly jsonlFile?: string | undefined;
  /** An address that stored events are posted to. @defaultValue none */
  readonly webhookURL?: string | undefined;
  /** How long events are kept, at least until they are exported. @defaultValue for ever */
  readonly retentionDays?: number | undefined;
  /** Opens `/metrics` as a bearer token. @defaultValue none: there are no metrics to see */
  readonly metricsToken?: string | undefined;
  /** @defaultValue the console, from `warn` upwards */
  readonly logger?: Logger | undefined;
  /** @defaultValue the machine's own clock */
  readonly clock?: Clock | undefined;
  /** @defaultValue the file system's own events */
  readonly watch?: WatchFile | undefined;
}

/** A running server; made by {@link createServer}. */
export interface Server {
  /** Answers a request without a port: give it to an SDK as its `fetch`. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** The events stored so far. */
  readonly events: StoredEvents;
  /** The keys that were made because there were none: one of each kind. They are told only here. */
  readonly firstKeys: readonly string[];
  /**
   * Serves over HTTP, on all interfaces.
   *
   * @param options - `port`: 0 takes a free one. `replacesGlobals`: whether the global `Request` and `Response` may be
   *   replaced by faster ones, which is for processes that do nothing else; by default they stay.
   */
  listen(options: {
    readonly port: number;
    readonly replacesGlobals?: boolean | undefined;
  }): Promise<Listening>;
  /** Closes its ports, waits for what is under way, and closes the database. May be called again. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Makes a server that speaks the Statsig server SDK contract: specs out, events in.
 *
 * @throws {StatsigError} `INVALID_OPTIONS` for the store or the keys, `INVALID_SPECS` for the project. The engine's or
 *   Node's own error when something cannot be opened.
 * @example
 * await using server = await createServer({ project: shopProjectFile, store: ':memory:', keys: ['secret-demo'] });
 * const { url } = await server.listen({ port: 3838 });
 */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { logger = consoleLogger, clock = systemClock, watch = watchFile } = options;
  const opened = await openParts({ ...options, logger, clock, watch });
  const { parts, events, firstKeys } = opened;
  const closing = new AbortController();
  const { metricsToken } = options;
  const app = createApp({ ...parts, closing: closing.signal, metricsToken });
  const listenings: Listening[] = [];

  const close = async (): Promise<void> => {
    closing.abort();
    await Promise.all(listenings.map((listening) => listening.close()));
    await opened.close();
  };
  return {
    fetch: async (input, init) => app.fetch(new Request(input, init)),
    events,
    firstKeys,
    listen: async ({ port, replacesGlobals = false }) => {
      const listening = await listen({ fetch: app.fetch, port, replacesGlobals, clock });
      listenings.push(listening);
      return listening;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
