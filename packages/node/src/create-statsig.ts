import type { StatsigError } from '@acme/statsig-core';
import { guardedLogger } from './diagnostics/guarded-logger.ts';
import { createReporter, type Reporter } from './diagnostics/reporter.ts';
import { sharedContext } from './evaluator.ts';
import { queuedBatches } from './events/batch-source.ts';
import { DeliveryLedger } from './events/delivery-report.ts';
import { EventLogger } from './events/event-logger.ts';
import { EventQueue } from './events/event-queue.ts';
import { ExposureLogger } from './events/exposure-logger.ts';
import { httpEventSink } from './events/http-event-sink.ts';
import { guardedLookups } from './guarded-lookups.ts';
import { guardedWaitUntil } from './guarded-wait-until.ts';
import { createHttpClient, type HttpClient } from './http/http-client.ts';
import { createRedact, type Redact } from './http/redact.ts';
import { LifecycleLog } from './lifecycle-log.ts';
import type { StatsigOptions } from './options.ts';
import { specsKeys } from './persistence/cache-keys.ts';
import { type ResolvedOptions, resolveOptions } from './resolve-options.ts';
import { createSession, type Session, sdkType, sdkVersion } from './sdk.ts';
import { bootstrapSpecSource } from './specs/bootstrap-spec-source.ts';
import { firstAvailable } from './specs/first-available.ts';
import { httpSpecSource } from './specs/http-spec-source.ts';
import { SpecCache } from './specs/spec-cache.ts';
import { SpecIntake, type SpecsUpdated } from './specs/spec-intake.ts';
import { SpecSharing } from './specs/spec-sharing.ts';
import type { SpecSource } from './specs/spec-source.ts';
import { SpecStore } from './specs/spec-store.ts';
import { SpecSync } from './specs/spec-sync.ts';
import { Statsig, type StatsigParts } from './statsig.ts';
import { StickyAssignments } from './sticky/sticky-assignments.ts';
import { Subscriptions } from './subscriptions.ts';
import { type WaitUntil, type WakingClock, wakingClock } from './time/waking-clock.ts';

/**
 * Creates the SDK object of a project.
 *
 * Creating it starts nothing: no timer, no connection. `initialize()` fetches the specs. Without options, the key is read
 * from the environment variable `STATSIG_SECRET_KEY`, the server's URL from `STATSIG_API_URL` and the environment's tier
 * from `STATSIG_ENVIRONMENT`.
 *
 * @throws {StatsigError} `MISSING_SDK_KEY`, or `INVALID_OPTIONS` with the name and the bounds of the option.
 * @example
 * const statsig = createStatsig();
 * await statsig.initialize();
 * if (statsig.checkGate({ userID: 'user-1' }, 'new_checkout')) renderNewCheckout();
 * await statsig.shutdown();
 */
export function createStatsig(options?: StatsigOptions): Statsig {
  const resolved = resolveOptions(options, process.env);
  const { lookups, environment, userPersistentStorage, requestTimeoutMs, initTimeoutMs } = resolved;
  const session = createSession();
  const redact = createRedact(resolved);
  const logger = guardedLogger(resolved.logger, { clock: resolved.clock, redact });
  const waitUntil = guardedWaitUntil(resolved.waitUntil, logger);
  const clock = wakingClock(resolved.clock, waitUntil);
  const subscriptions = new Subscriptions(logger);
  const wiring: Wiring = {
    options: resolved,
    clock,
    waitUntil,
    redact,
    session,
    client: createHttpClient({ ...resolved, redact, clock, session }),
    logger,
    subscriptions,
    reporter: createReporter({ logger, subscriptions, redact }),
    store: new SpecStore(),
    polling: new AbortController(),
    sending: new AbortController(),
  };
  const events = wireEvents(wiring);
  const { store, reporter } = wiring;
  return new Statsig({
    ...wiring,
    sync: wireSync(wiring),
    context: sharedContext({ clock, environment, lookups: guardedLookups(lookups, logger) }),
    sticky: new StickyAssignments({ storage: userPersistentStorage, reporter, clock, requestTimeoutMs }),
    exposures: new ExposureLogger({ events, clock, store, environment }),
    events,
    lifecycle: new LifecycleLog({ ...resolved, logger }),
    readsPerLook: waitUntil === undefined ? 64 : 1,
    initTimeoutMs,
  });
}

/** How long events wait for others where each invocation sends its own, in milliseconds. */
const lingerMs = 100;

/** What the parts have in common. */
interface Wiring extends Pick<StatsigParts, 'store' | 'logger' | 'subscriptions' | 'polling' | 'sending'> {
  readonly options: ResolvedOptions;
  readonly clock: WakingClock;
  readonly waitUntil: WaitUntil | undefined;
  readonly redact: Redact;
  readonly session: Session;
  readonly client: HttpClient;
  readonly reporter: Reporter;
}

function wireSync(wiring: Wiring): SpecSync {
  const { options, clock, store, subscriptions, reporter } = wiring;
  const { requestTimeoutMs } = options;
  const { bootstrap, intervalMs, maxRemovedPercent } = options.specs;
  const onError = (error: StatsigError): void => reporter.degraded(error);
  const onUpdate = (update: SpecsUpdated): void => subscriptions.emit('specsUpdated', update);
  return new SpecSync({
    store,
    intake: new SpecIntake({ store, clock, maxRemovedPercent, onUpdate, onError }),
    clock,
    bootstrap: bootstrap === undefined ? undefined : bootstrapSpecSource(bootstrap),
    source: specSource(wiring),
    sharing: specSharing(wiring, onError),
    intervalMs,
    requestTimeoutMs,
    onError,
  });
}

/** A process that is heard of no more is replaced within two intervals: its turn ends, and others look twice in one. */
const turnIntervals = 1.3;

function specSharing(
  { options, clock, session: owner }: Wiring,
  onError: (error: StatsigError) => void,
): SpecSharing | undefined {
  const { dataAdapter: adapter, dataAdapterTimeoutMs: timeoutMs, sdkKey, specs } = options;
  if (adapter === undefined) return undefined;
  const keys = specsKeys(sdkKey, specs.version);
  const turnMs = specs.intervalMs * turnIntervals;
  const cache = new SpecCache(adapter, keys);
  return new SpecSharing({ adapter, cache, leaseKey: keys.lease, owner, turnMs, timeoutMs, clock, onError });
}

function wireEvents(wiring: Wiring): EventLogger {
  const { options, clock, client, session, logger, reporter, sending, waitUntil } = wiring;
  const { requestTimeoutMs, offline, disableAllLogging } = options;
  const { sink, intervalMs, maxBatchEvents, maxBatchBytes, maxQueueEvents, maxQueueBytes } = options.events;
  const queue = new EventQueue({ maxEvents: maxBatchEvents, maxBytes: maxBatchBytes });
  return new EventLogger({
    queue,
    source: queuedBatches(queue, () => statsigMetadata(session)),
    ledger: new DeliveryLedger(),
    sink: sink ?? httpEventSink(client),
    isEnabled: !disableAllLogging && (!offline || sink !== undefined),
    intervalMs: waitUntil === undefined ? intervalMs : Math.min(intervalMs, lingerMs),
    waitUntil,
    maxQueueEvents,
    maxQueueBytes,
    clock,
    logger,
    reporter,
    requestTimeoutMs,
    signal: sending.signal,
  });
}

function specSource({ options, clock, redact, session, client }: Wiring): SpecSource | undefined {
  const { specs, offline, apiURL, sdkKey } = options;
  const [first, ...others] = specs.sources;
  if (first !== undefined) return others.length === 0 ? first : firstAvailable(first, ...others);
  if (offline) return undefined;
  const specsClient =
    specs.apiURL === apiURL
      ? client
      : createHttpClient({ ...options, clock, redact, session, apiURL: specs.apiURL });
  return httpSpecSource({ client: specsClient, apiURL: specs.apiURL, sdkKey });
}

/** What every batch says about its sender, as JSON text. */
function statsigMetadata({ id }: Session): string {
  return JSON.stringify({
    sdkType,
    sdkVersion,
    sessionID: id,
    languageVersion: process.versions.node,
  });
}
