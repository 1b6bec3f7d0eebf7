import type { StatsigError } from '@acme/statsig-core';
import { observedSource } from './diagnostics/observed.ts';
import { createHttpClient, type HttpClient } from './http/http-client.ts';
import { createFileOpener } from './http/open-file.ts';
import { httpIDListSource } from './id-lists/http-id-list-source.ts';
import { IDListCache } from './id-lists/id-list-cache.ts';
import { IDListSync } from './id-lists/id-list-sync.ts';
import { idListKeys, specsKeys } from './persistence/cache-keys.ts';
import { firstAvailable } from './specs/first-available.ts';
import { httpSpecSource } from './specs/http-spec-source.ts';
import { SpecCache } from './specs/spec-cache.ts';
import { SpecIntake } from './specs/spec-intake.ts';
import { SpecSharing } from './specs/spec-sharing.ts';
import type { SpecSource } from './specs/spec-source.ts';
import { SpecSync } from './specs/spec-sync.ts';
import type { StatsigParts } from './statsig-parts.ts';
import type { Wiring } from './wiring.ts';

/** Puts together what keeps specs and ID lists up to date. */
export function wireSpecs(wiring: Wiring): Pick<StatsigParts, 'sync' | 'idListSync'> {
  const sharing = specSharing(wiring);
  const lists = idListSync(wiring, sharing);
  return { sync: specSync(wiring, sharing, lists), idListSync: lists };
}

function specSync(wiring: Wiring, sharing: SpecSharing | undefined, lists: IDListSync): SpecSync {
  const { options, clock, store, subscriptions, reporter } = wiring;
  const { requestTimeoutMs } = options;
  const source = specSource(wiring);
  const { bootstrap, intervalMs, disablePolling, maxRemovedPercent } = options.specs;
  const onError = (error: StatsigError): void => reporter.degraded(error);
  return new SpecSync({
    store,
    intake: new SpecIntake({
      store,
      clock,
      isShared: sharing !== undefined,
      maxRemovedPercent,
      onUpdate: (update) => subscriptions.emit('specsUpdated', update),
      onIDListsNeeded: () => lists.start(),
      onError,
    }),
    clock,
    bootstrap,
    source: source === undefined ? undefined : observedSource(source, wiring),
    sharing,
    intervalMs,
    disablePolling,
    requestTimeoutMs,
    onError,
  });
}

function idListSync(wiring: Wiring, sharing: SpecSharing | undefined): IDListSync {
  const { options, clock, idListStore, reporter, polling } = wiring;
  const { offline, sdkKey, requestTimeoutMs, idLists, dataAdapter, dataAdapterTimeoutMs } = options;
  const { apiURL, disablePolling } = idLists;
  const client = clientOf(wiring, apiURL);
  const onError = (error: StatsigError): void => reporter.degraded(error);
  const open = createFileOpener({ ...options, ...wiring });
  const adapterOptions = { clock, timeoutMs: dataAdapterTimeoutMs, keys: idListKeys(sdkKey), onError };
  const isFollowing = (): boolean => sharing?.isFollowing === true;
  return new IDListSync({
    store: idListStore,
    source: offline || idLists.disabled ? undefined : httpIDListSource({ client, apiURL, sdkKey, open }),
    cache:
      dataAdapter === undefined
        ? undefined
        : new IDListCache({ ...adapterOptions, adapter: dataAdapter, isFollowing }),
    clock,
    intervalMs: idLists.intervalMs,
    disablePolling,
    requestTimeoutMs,
    fileTimeoutMs: idLists.fileTimeoutMs,
    signal: polling.signal,
    onError,
  });
}

/** A process that is heard of no more is replaced within two intervals: its turn ends, and others look twice in one. */
const turnIntervals = 1.2;

function specSharing({ options, clock, session: owner, reporter }: Wiring): SpecSharing | undefined {
  const { dataAdapter: adapter, dataAdapterTimeoutMs: timeoutMs, sdkKey, specs } = options;
  if (adapter === undefined) return undefined;
  const keys = specsKeys(sdkKey, specs.version);
  const turnMs = specs.intervalMs * turnIntervals;
  const cache = new SpecCache(adapter, keys);
  const onError = (error: StatsigError): void => reporter.degraded(error);
  return new SpecSharing({ adapter, cache, leaseKey: keys.lease, owner, turnMs, timeoutMs, clock, onError });
}

function specSource(wiring: Wiring): SpecSource | undefined {
  const { specs, offline, sdkKey } = wiring.options;
  const fromServer = (apiURL: string): SpecSource =>
    httpSpecSource({ client: clientOf(wiring, apiURL), apiURL, sdkKey });
  if (specs.sources.length === 0 && offline) return undefined;
  const sources = specs.sources.length > 0 ? specs.sources : specs.apiURLs.map(fromServer);
  const [first, ...others] = sources;
  return first === undefined || others.length === 0 ? first : firstAvailable(first, ...others);
}

/** A client for a server that may be another than the one for events. */
function clientOf({ options, clock, redact, session, client }: Wiring, apiURL: string): HttpClient {
  return apiURL === options.apiURL
    ? client
    : createHttpClient({ ...options, clock, redact, session, apiURL });
}
