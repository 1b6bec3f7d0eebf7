import { createApp } from './app.ts';
import { createSecretKeys, secretKeysOf } from './auth/secret-keys.ts';
import { type Clock, systemClock } from './clock.ts';
import { defaultEnvironment } from './environment.ts';
import { createBatchWriter } from './ingest/batch-writer.ts';
import { type Listening, listen } from './listen.ts';
import { consoleLogger, type Logger } from './logger.ts';
import { openLiveProject } from './project/live-project.ts';
import { type WatchFile, watchFile } from './project/watch-file.ts';
import { createEventStore, type StoredEvents } from './store/event-store.ts';
import { openDatabase } from './store/open-database.ts';
import { createRevisionStore } from './store/revision-store.ts';

/** Where a server has its project and keeps its events. */
export interface ServerOptions {
  /** The path of the project file: a v1 `download_config_specs` payload. It is read again when it changes. */
  readonly project: string;
  /**
   * Where everything is kept: `file:./data/statsig.db` for an SQLite file, created when absent; `:memory:` for a database
   * that ends with the server; `postgres://…` for one that several servers may share.
   */
  readonly store: string;
  /**
   * The server secret keys that open it; each begins with `secret-`.
   *
   * @defaultValue those in `STATSIG_SECRET_KEYS` and `STATSIG_SECRET_KEY`, separated by commas
   */
  readonly secretKeys?: readonly string[] | undefined;
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
  /**
   * Serves over HTTP, on all interfaces.
   *
   * @param options - `port`: 0 takes a free one.
   */
  listen(options: { readonly port: number }): Promise<Listening>;
  /** Closes its ports, waits for what is under way, and closes the database. May be called again. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Makes a server that speaks the Statsig server SDK contract: specs out, events in.
 *
 * @throws {StatsigError} `MISSING_SDK_KEY` or `INVALID_OPTIONS` for the keys, `INVALID_SPECS` for the project. Node's own
 *   error when a file cannot be opened.
 * @example
 * await using server = await createServer({ project: shopProjectFile, store: ':memory:', secretKeys: ['secret-demo'] });
 * const { url } = await server.listen({ port: 3838 });
 */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { logger = consoleLogger, clock = systemClock, watch = watchFile } = options;
  const keys = createSecretKeys(options.secretKeys ?? secretKeysOf(process.env));
  const database = await openDatabase(options.store, logger);
  const revisions = createRevisionStore(database);
  const project = await openLiveProject({ file: options.project, revisions, watch, clock, logger }).catch(
    async (error: unknown) => {
      await database.destroy();
      throw error;
    },
  );
  const events = createEventStore(database, defaultEnvironment);
  const writer = createBatchWriter({ commit: events.append });
  const app = createApp({ keys, project, writer, clock, logger });
  const listenings: Listening[] = [];

  const close = async (): Promise<void> => {
    await project.close();
    await Promise.all(listenings.map((listening) => listening.close()));
    await writer.drain();
    await database.destroy();
  };
  return {
    fetch: async (input, init) => app.fetch(new Request(input, init)),
    events: { count: events.count, summarizeExposures: events.summarizeExposures },
    listen: async ({ port }) => {
      const listening = await listen({ fetch: app.fetch, port, clock });
      listenings.push(listening);
      return listening;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
