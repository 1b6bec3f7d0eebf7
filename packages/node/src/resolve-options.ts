import { type Lookups, StatsigError } from '@acme/statsig-core';
import { consoleLogger, type Logger } from './diagnostics/logger.ts';
import type { EventSink } from './events/event-sink.ts';
import type { EventStore } from './events/event-store.ts';
import { type Proxies, proxiesIn } from './http/proxies.ts';
import {
  checkedBoolean,
  checkedEnvironment,
  checkedFunction,
  checkedGroup,
  checkedNumber,
  checkedPart,
  checkedURL,
  invalid,
} from './option-checks.ts';
import type { EventsOptions, IDListsOptions, SpecsOptions, StatsigOptions } from './options.ts';
import type { SpecsVersion } from './persistence/cache-keys.ts';
import type { DataAdapter } from './persistence/data-adapter.ts';
import { type HeldBootstrap, heldBootstrap } from './specs/bootstrap-spec-source.ts';
import type { SpecSource } from './specs/spec-source.ts';
import type { UserPersistentStorage } from './sticky/user-persistent-storage.ts';
import { type Clock, longestDelayMs, systemClock } from './time/clock.ts';
import type { WaitUntil } from './time/waking-clock.ts';

/** Options with every default filled in and every bound checked. */
export interface ResolvedOptions {
  /** Empty only when offline. */
  readonly sdkKey: string;
  /** Without a slash at its end. */
  readonly apiURL: string;
  readonly environment: Readonly<Record<string, string>> | undefined;
  readonly specs: {
    readonly version: SpecsVersion;
    /** Where servers have the payload of the version asked for; at least one. */
    readonly apiURLs: readonly string[];
    readonly intervalMs: number;
    readonly disablePolling: boolean;
    /** Empty when they come from the server. */
    readonly sources: readonly SpecSource[];
    readonly bootstrap: HeldBootstrap | undefined;
    readonly maxRemovedPercent: number;
  };
  readonly idLists: {
    readonly apiURL: string;
    readonly intervalMs: number;
    readonly disablePolling: boolean;
    /** The longest that one file is waited for: it may be large. */
    readonly fileTimeoutMs: number;
    readonly disabled: boolean;
  };
  readonly events: {
    readonly intervalMs: number;
    readonly maxBatchEvents: number;
    readonly maxBatchBytes: number;
    readonly maxQueueEvents: number;
    readonly maxQueueBytes: number;
    readonly sink: EventSink | undefined;
  };
  readonly initTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly disableAllLogging: boolean;
  readonly offline: boolean;
  readonly waitUntil: WaitUntil | undefined;
  readonly fetch: typeof fetch;
  /** Undefined when there are none, and when the application brings its own `fetch`. */
  readonly proxies: Proxies | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly lookups: Lookups | undefined;
  readonly dataAdapter: DataAdapter | undefined;
  /** The longest that the data adapter is waited for. */
  readonly dataAdapterTimeoutMs: number;
  readonly userPersistentStorage: UserPersistentStorage | undefined;
  readonly eventStore: EventStore | undefined;
}

/** The environment variables that are read, where the options say nothing. */
export type Environment = Readonly<Record<string, string | undefined>>;

const milliseconds = (otherwise: number, min = 1) => ({ min, max: longestDelayMs, otherwise });
const bytes = (otherwise: number) => ({ min: 1_024, max: Number.MAX_SAFE_INTEGER, otherwise });
const percent = (otherwise: number) => ({ min: 0, max: 100, otherwise });
const count = (otherwise: number, max: number) => ({ min: 1, max, otherwise });

/**
 * Checks options, and fills in what is missing.
 *
 * @throws {StatsigError} `MISSING_SDK_KEY`, or `INVALID_OPTIONS` with the option's name and bounds.
 */
export function resolveOptions(options: StatsigOptions = {}, env: Environment = {}): ResolvedOptions {
  checkedGroup('object itself', options);
  const offline = checkedBoolean('offline', options.offline);
  const { apiURL = given(env, 'STATSIG_API_URL') ?? 'https://api.statsig.com/v1' } = options;
  const { environment = given(env, 'STATSIG_ENVIRONMENT') } = options;
  const checkedApiURL = checkedURL('apiURL (or STATSIG_API_URL)', apiURL);
  return {
    sdkKey: checkedKey(options.sdkKey ?? given(env, 'STATSIG_SECRET_KEY'), offline),
    apiURL: checkedApiURL,
    environment: checkedEnvironment('environment (or STATSIG_ENVIRONMENT)', environment),
    specs: resolveSpecs(checkedGroup('specs', options.specs), checkedApiURL),
    idLists: resolveIDLists(checkedGroup('idLists', options.idLists), checkedApiURL),
    events: resolveEvents(checkedGroup('events', options.events)),
    initTimeoutMs: checkedNumber('initTimeoutMs', options.initTimeoutMs, milliseconds(3_000)),
    requestTimeoutMs: checkedNumber('requestTimeoutMs', options.requestTimeoutMs, milliseconds(10_000)),
    disableAllLogging: checkedBoolean('disableAllLogging', options.disableAllLogging),
    offline,
    waitUntil: checkedFunction('waitUntil', options.waitUntil, undefined),
    // Looked up with each request, so that instrumentation installed later is seen.
    fetch: checkedFunction('fetch', options.fetch, (input, init) => globalThis.fetch(input, init)),
    proxies: options.fetch === undefined ? proxiesIn(env) : undefined,
    clock: checkedPart('clock', options.clock, ['now', 'sleep', 'random']) ?? systemClock,
    logger: checkedPart('logger', options.logger, ['debug', 'info', 'warn', 'error']) ?? consoleLogger,
    lookups: resolveLookups(options.lookups),
    dataAdapter: checkedPart('dataAdapter', options.dataAdapter, ['get', 'set']),
    dataAdapterTimeoutMs: 2_000,
    userPersistentStorage: resolveStorage(options.userPersistentStorage),
    eventStore: checkedPart('eventStore', options.eventStore, ['open', 'append', 'read', 'remove', 'close']),
  };
}

function resolveLookups(lookups: Lookups | undefined): Lookups | undefined {
  const { country, userAgent } = checkedGroup('lookups', lookups);
  checkedFunction('lookups.country', country, undefined);
  checkedFunction('lookups.userAgent', userAgent, undefined);
  return lookups;
}

function resolveStorage(storage: UserPersistentStorage | undefined): UserPersistentStorage | undefined {
  return checkedPart('userPersistentStorage', storage, ['load', 'save', 'delete']);
}

function resolveSpecs(
  { version = 'v1', apiURL, intervalMs, disablePolling, source, bootstrap, maxRemovedPercent }: SpecsOptions,
  defaultURL: string,
): ResolvedOptions['specs'] {
  const apiURLs = apiURL === undefined ? [defaultURL] : [apiURL].flat();
  if (apiURLs.length === 0) throw invalid('specs.apiURL', 'a URL, or several', apiURL);
  const sources = source === undefined ? [] : [source].flat();
  for (const each of sources) checkedPart('specs.source', each, ['pull']);
  if (bootstrap !== undefined && typeof bootstrap !== 'string' && typeof bootstrap !== 'object') {
    throw invalid('specs.bootstrap', 'JSON text, or what it parses to', bootstrap);
  }
  return {
    version,
    apiURLs: apiURLs.map((url) => specsURL(version, checkedURL('specs.apiURL', url))),
    intervalMs: checkedNumber('specs.intervalMs', intervalMs, milliseconds(10_000, 1_000)),
    disablePolling: checkedBoolean('specs.disablePolling', disablePolling),
    sources,
    bootstrap: bootstrap === undefined || bootstrap === null ? undefined : heldBootstrap(bootstrap),
    maxRemovedPercent: checkedNumber('specs.maxRemovedPercent', maxRemovedPercent, percent(50)),
  };
}

/** The sibling of `apiURL` that has the version's payload. */
function specsURL(version: SpecsVersion, apiURL: string): string {
  if (version === 'v1') return apiURL;
  if (version !== 'v2') throw invalid('specs.version', '"v1" or "v2"', version);
  if (/\/v[12]$/.test(apiURL)) return apiURL.replace(/\/v1$/, '/v2');
  throw invalid('apiURL (or STATSIG_API_URL)', 'a URL that ends in /v1 for specs.version "v2"', apiURL);
}

function resolveIDLists(
  { apiURL, intervalMs, disablePolling, disabled }: IDListsOptions,
  defaultURL: string,
): ResolvedOptions['idLists'] {
  return {
    apiURL: apiURL === undefined ? defaultURL : checkedURL('idLists.apiURL', apiURL),
    disablePolling: checkedBoolean('idLists.disablePolling', disablePolling),
    intervalMs: checkedNumber('idLists.intervalMs', intervalMs, milliseconds(60_000, 10_000)),
    fileTimeoutMs: 120_000,
    disabled: checkedBoolean('idLists.disabled', disabled),
  };
}

function resolveEvents(events: EventsOptions): ResolvedOptions['events'] {
  const { intervalMs, maxBatchEvents, maxBatchBytes, maxQueueEvents, maxQueueBytes, sink } = events;
  return {
    intervalMs: checkedNumber('events.intervalMs', intervalMs, milliseconds(10_000)),
    maxBatchEvents: checkedNumber('events.maxBatchEvents', maxBatchEvents, count(1_000, 10_000)),
    maxBatchBytes: checkedNumber('events.maxBatchBytes', maxBatchBytes, bytes(512 * 1024)),
    maxQueueEvents: checkedNumber('events.maxQueueEvents', maxQueueEvents, count(50_000, 10_000_000)),
    maxQueueBytes: checkedNumber('events.maxQueueBytes', maxQueueBytes, bytes(32 * 1024 * 1024)),
    sink: checkedPart('events.sink', sink, ['send']),
  };
}

function checkedKey(sdkKey: unknown, offline: boolean): string {
  if (sdkKey === undefined || sdkKey === '') {
    if (offline) return '';
    const message =
      'There is no SDK key: set the environment variable STATSIG_SECRET_KEY, or the option sdkKey, to the server secret key of your project. Without a server, set the option offline.';
    throw new StatsigError('MISSING_SDK_KEY', message);
  }
  // Only what may stand in a header: a line break that came along would fail each request later.
  if (typeof sdkKey === 'string' && (offline || /^secret-[\x21-\x7e]+$/.test(sdkKey))) return sdkKey;
  const message =
    'The SDK key (the option sdkKey, or STATSIG_SECRET_KEY) must be a server secret key: it starts with "secret-" and has no spaces. Client and console keys do not work here.';
  throw new StatsigError('INVALID_OPTIONS', message);
}

/** An empty variable is one that is not set. */
function given(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}
