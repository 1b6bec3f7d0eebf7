import { guardedLogger } from './diagnostics/guarded-logger.ts';
import { observedSink } from './diagnostics/observed.ts';
import { createReporter } from './diagnostics/reporter.ts';
import { sharedContext } from './evaluator.ts';
import { type BatchSource, queuedBatches } from './events/batch-source.ts';
import { DeliveryLedger } from './events/delivery-report.ts';
import { EventLogger } from './events/event-logger.ts';
import { EventQueue } from './events/event-queue.ts';
import { EventSpool } from './events/event-spool.ts';
import { ExposureLogger } from './events/exposure-logger.ts';
import { httpEventSink } from './events/http-event-sink.ts';
import { guardedLookups } from './guarded-lookups.ts';
import { guardedWaitUntil } from './guarded-wait-until.ts';
import { createHttpClient } from './http/http-client.ts';
import { proxiedFetch, proxySecrets } from './http/proxies.ts';
import { createRedact } from './http/redact.ts';
import { IDListStore } from './id-lists/id-list-store.ts';
import { LifecycleLog } from './lifecycle-log.ts';
import type { StatsigOptions } from './options.ts';
import { resolveOptions } from './resolve-options.ts';
import { createSession, type Session, sdkType, sdkVersion } from './sdk.ts';
import { SpecStore } from './specs/spec-store.ts';
import { Statsig } from './statsig.ts';
import { StickyAssignments } from './sticky/sticky-assignments.ts';
import { Subscriptions } from './subscriptions.ts';
import { wakingClock } from './time/waking-clock.ts';
import { wireSpecs } from './wire-specs.ts';
import type { Wiring } from './wiring.ts';

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
  const redact = createRedact({ sdkKey: resolved.sdkKey, others: proxySecrets(resolved.proxies) });
  const logger = guardedLogger(resolved.logger, { clock: resolved.clock, redact });
  const fetch = proxiedFetch(resolved, logger);
  const waitUntil = guardedWaitUntil(resolved.waitUntil, logger);
  const clock = wakingClock(resolved.clock, waitUntil);
  const subscriptions = new Subscriptions(logger);
  const wiring: Wiring = {
    options: { ...resolved, fetch },
    clock,
    waitUntil,
    redact,
    session,
    client: createHttpClient({ ...resolved, fetch, redact, clock, session }),
    logger,
    subscriptions,
    reporter: createReporter({ logger, subscriptions, redact, clock }),
    store: new SpecStore(),
    idListStore: new IDListStore(),
    polling: new AbortController(),
    sending: new AbortController(),
  };
  const events = wireEvents(wiring);
  const { store, idListStore: idLists, reporter } = wiring;
  return new Statsig({
    ...wiring,
    ...wireSpecs(wiring),
    context: sharedContext({ clock, environment, lookups: guardedLookups(lookups, logger), idLists }),
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

function wireEvents(wiring: Wiring): EventLogger {
  const { options, clock, client, logger, reporter, sending, waitUntil } = wiring;
  const { requestTimeoutMs, offline, disableAllLogging } = options;
  const { sink, intervalMs, maxBatchEvents, maxBatchBytes, maxQueueEvents, maxQueueBytes } = options.events;
  const queue = new EventQueue({ maxEvents: maxBatchEvents, maxBytes: maxBatchBytes });
  const ledger = new DeliveryLedger();
  return new EventLogger({
    queue,
    source: batchSource(wiring, { queue, ledger }),
    ledger,
    sink: observedSink(sink ?? httpEventSink(client), wiring),
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

function batchSource(
  { options, clock, reporter, session }: Wiring,
  { queue, ledger }: { readonly queue: EventQueue; readonly ledger: DeliveryLedger },
): BatchSource {
  const { eventStore: store, sdkKey } = options;
  const metadata = (): string => statsigMetadata(session);
  if (store === undefined) return queuedBatches(queue, metadata);
  return new EventSpool({ store, queue, ledger, clock, reporter, sdkKey, statsigMetadata: metadata });
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
