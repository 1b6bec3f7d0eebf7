import type { Lookups } from '@acme/statsig-core';
import type { Logger } from './diagnostics/logger.ts';
import type { EventSink } from './events/event-sink.ts';
import type { EventStore } from './events/event-store.ts';
import type { DataAdapter } from './persistence/data-adapter.ts';
import type { SpecSource } from './specs/spec-source.ts';
import type { UserPersistentStorage } from './sticky/user-persistent-storage.ts';
import type { Clock } from './time/clock.ts';
import type { WaitUntil } from './time/waking-clock.ts';

/** How specs are had. */
export interface SpecsOptions {
  /**
   * The payload to ask the server for: `v1`, which answers as Statsig's legacy Node SDK does, or `v2`, which answers as
   * Statsig's server core does. `v2` is asked for below the sibling of `apiURL` that ends in `/v2`.
   *
   * @defaultValue `'v1'`
   */
  readonly version?: 'v1' | 'v2' | undefined;
  /**
   * The server that has them, with the version in its path, if it is another than the one for events. Of several, the
   * first in order that answers counts.
   *
   * @defaultValue `apiURL`
   */
  readonly apiURL?: string | readonly string[] | undefined;
  /**
   * How long to wait between polls, in milliseconds, give or take a tenth. At least 1,000.
   *
   * @defaultValue 10_000
   */
  readonly intervalMs?: number | undefined;
  /**
   * Whether to ask only until there are specs, and from then on when `refresh()` is called.
   *
   * @defaultValue false
   */
  readonly disablePolling?: boolean | undefined;
  /**
   * Where specs come from instead of the server at `apiURL`. Of several, the first in order that has something counts;
   * `fastest` makes it the first in time.
   *
   * @defaultValue The server
   */
  readonly source?: SpecSource | readonly SpecSource[] | undefined;
  /**
   * Specs to start with: a body of `download_config_specs`, as JSON text, its bytes in UTF-8, or parsed. `initialize()` then
   * succeeds without a request, and newer specs are fetched in the background.
   *
   * @defaultValue None
   */
  readonly bootstrap?: string | object | undefined;
  /**
   * How many percent of the specs in use an update may take away. One that takes more is refused as an accident, and the
   * specs in use stay until another update, or a restart. From 0 to 100, which lets everything pass. Of fewer than ten
   * specs any but all may go.
   *
   * @defaultValue 50
   */
  readonly maxRemovedPercent?: number | undefined;
}

/**
 * How the ID lists of large segments are had. They are asked for only where specs name any; `initialize()` then waits for them,
 * within its time.
 */
export interface IDListsOptions {
  /**
   * The server that has them, with the version in its path, if it is another than the one for events.
   *
   * @defaultValue `apiURL`
   */
  readonly apiURL?: string | undefined;
  /**
   * How long to wait between polls, in milliseconds, give or take a tenth. At least 10,000.
   *
   * @defaultValue 60_000
   */
  readonly intervalMs?: number | undefined;
  /**
   * Whether to ask only until there are lists, and from then on when `refresh()` is called.
   *
   * @defaultValue false
   */
  readonly disablePolling?: boolean | undefined;
  /**
   * Whether to ask for none: nobody is in such a segment then, but for those in the `dataAdapter`'s lists.
   *
   * @defaultValue false
   */
  readonly disabled?: boolean | undefined;
}

/** How events leave. */
export interface EventsOptions {
  /**
   * The longest that an event waits for its batch to fill, in milliseconds. At least 1.
   *
   * @defaultValue 10_000
   */
  readonly intervalMs?: number | undefined;
  /**
   * How many events are sent together at most. From 1 to 10,000.
   *
   * @defaultValue 1_000
   */
  readonly maxBatchEvents?: number | undefined;
  /**
   * How many bytes of JSON are sent together at most; a larger event travels alone. At least 1,024.
   *
   * @defaultValue 524_288 (512 KiB)
   */
  readonly maxBatchBytes?: number | undefined;
  /**
   * How many events are kept in memory while they cannot be sent. From 1 to 10,000,000. Beyond it the oldest are
   * dropped, and counted.
   *
   * @defaultValue 50_000
   */
  readonly maxQueueEvents?: number | undefined;
  /**
   * How many bytes of events are kept in memory. At least 1,024.
   *
   * @defaultValue 33_554_432 (32 MiB)
   */
  readonly maxQueueBytes?: number | undefined;
  /**
   * Where events go instead of the server at `apiURL`.
   *
   * @defaultValue The server
   */
  readonly sink?: EventSink | undefined;
}

/**
 * Everything that can be set. Nothing has to be: the key, the URL and the environment are then read from the environment
 * variables `STATSIG_SECRET_KEY`, `STATSIG_API_URL` and `STATSIG_ENVIRONMENT`.
 */
export interface StatsigOptions {
  /**
   * The project's server secret key, which starts with `secret-`. Needed unless `offline`.
   *
   * @defaultValue `STATSIG_SECRET_KEY`
   */
  readonly sdkKey?: string | undefined;
  /**
   * The server, with the version in its path.
   *
   * @defaultValue `STATSIG_API_URL`, else `https://api.statsig.com/v1`
   */
  readonly apiURL?: string | undefined;
  /**
   * The environment that rules and events see: the name of its tier, or `{ tier, … }`. A user's own `statsigEnvironment`
   * wins.
   *
   * @defaultValue `STATSIG_ENVIRONMENT`, else the project's default environment
   */
  readonly environment?: string | Readonly<Record<string, string>> | undefined;
  readonly specs?: SpecsOptions | undefined;
  readonly idLists?: IDListsOptions | undefined;
  readonly events?: EventsOptions | undefined;
  /**
   * The longest that `initialize()` takes, in milliseconds. At least 1. Specs that come later are used all the same.
   *
   * @defaultValue 3_000
   */
  readonly initTimeoutMs?: number | undefined;
  /**
   * The longest that any request takes, in milliseconds. At least 1.
   *
   * @defaultValue 10_000
   */
  readonly requestTimeoutMs?: number | undefined;
  /**
   * Whether to log no event at all, neither the application's nor exposures.
   *
   * @defaultValue false
   */
  readonly disableAllLogging?: boolean | undefined;
  /**
   * Whether to open no connection: specs come from `specs.bootstrap` or `specs.source`, events go to `events.sink` or
   * nowhere. No key is needed.
   *
   * @defaultValue false
   */
  readonly offline?: boolean | undefined;
  /**
   * For serverless functions: keeps the invocation running until background work is over, e.g. `waitUntil` of
   * `@vercel/functions`. With it events are sent within 100 ms of the first one, and nothing goes on between invocations:
   * instead of a timer, the first read after `specs.intervalMs` refreshes the specs, and is answered without waiting for it.
   *
   * @defaultValue None: the process runs on
   */
  readonly waitUntil?: WaitUntil | undefined;
  /**
   * Sends requests; it is called with a `Request`.
   *
   * @defaultValue The global `fetch`
   */
  readonly fetch?: typeof fetch | undefined;
  /**
   * Tells the time, waits and draws random numbers; another one is for tests.
   *
   * @defaultValue {@link systemClock}
   */
  readonly clock?: Clock | undefined;
  /**
   * Where the SDK's own messages go.
   *
   * @defaultValue The console, from `warn` upwards
   */
  readonly logger?: Logger | undefined;
  /**
   * Find countries and read user agents, for conditions that need it.
   *
   * @defaultValue None: a user has the country that it says, and nothing is known about its browser
   */
  readonly lookups?: Lookups | undefined;
  /**
   * A cache that outlives the process: specs in it are used at the start, and newer ones are written to it. Several
   * processes may share it. Each call to it takes at most 2,000 ms.
   *
   * @defaultValue None
   */
  readonly dataAdapter?: DataAdapter | undefined;
  /**
   * Keeps users in the groups that they got in experiments; see `getExperiment`.
   *
   * @defaultValue None: users follow the project, when it changes who gets what
   */
  readonly userPersistentStorage?: UserPersistentStorage | undefined;
  /**
   * Keeps events until they are delivered, through crashes and long outages; see `fileEventStore`.
   *
   * @defaultValue None: events are in memory only
   */
  readonly eventStore?: EventStore | undefined;
}
