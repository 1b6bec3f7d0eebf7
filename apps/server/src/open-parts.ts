import { type ConfiguredKey, createKeyRing } from './auth/key-ring.ts';
import { createKeyService } from './auth/key-service.ts';
import type { Clock } from './clock.ts';
import { defaultEnvironment } from './environment.ts';
import { createBatchWriter } from './ingest/batch-writer.ts';
import { keepFresh } from './keep-fresh.ts';
import type { Logger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { followFile } from './project/follow-file.ts';
import { createPublish } from './project/publish.ts';
import type { WatchFile } from './project/watch-file.ts';
import type { ServerParts } from './server-parts.ts';
import { startAfterlife } from './sinks/afterlife.ts';
import { openLiveSpecs } from './specs/live-specs.ts';
import { createEventStore, type StoredEvents } from './store/event-store.ts';
import { createKeyStore } from './store/key-store.ts';
import { type Database, openDatabase } from './store/open-database.ts';
import { probe } from './store/probe.ts';
import { createRevisionStore } from './store/revision-store.ts';

/** What the parts are made from. */
interface PartsOptions {
  readonly store: string;
  readonly keys?: readonly (string | ConfiguredKey)[] | undefined;
  readonly project?: string | undefined;
  readonly environment?: string | undefined;
  readonly jsonlFile?: string | undefined;
  readonly webhookURL?: string | undefined;
  readonly retentionDays?: number | undefined;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly watch: WatchFile;
}

/** Parts that are at work. */
interface OpenedParts {
  readonly parts: ServerParts;
  readonly events: StoredEvents;
  readonly firstKeys: readonly string[];
  /** Ends what is under way and closes the database. May be called again. */
  close(): Promise<void>;
}

/** Opens the database and starts what works on it. When that fails, nothing stays open. */
export async function openParts(options: PartsOptions): Promise<OpenedParts> {
  const database = await openDatabase(options.store, options.logger);
  try {
    return await startParts(database, options);
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

async function startParts(database: Database, options: PartsOptions): Promise<OpenedParts> {
  const { logger, clock, environment = defaultEnvironment, keys: configured = [] } = options;
  const keyStore = createKeyStore(database);
  const keyService = createKeyService(keyStore, clock);
  const firstKeys = configured.length === 0 ? await keyService.bootstrap() : [];
  const keys = await createKeyRing({ store: keyStore, clock, configured });
  const project = await startProject(database, options);
  const { specs } = project.parts;
  const events = createEventStore(database, environment);
  const metrics = createMetrics();
  const onWaiting = (count: number): void => metrics.eventsWaiting.set(count);
  const writer = createBatchWriter({ commit: events.append, onWaiting });
  const refresh = () => Promise.all([keys.refresh(), specs.refresh()]);
  const freshness = keepFresh({ refresh, clock, logger });
  const afterlife = startAfterlife(database, { ...options, metrics });
  const writable = () => probe(database, clock.now());
  return {
    parts: { keys, keyService, ...project.parts, writer, probe: writable, metrics, clock, logger },
    events: { count: events.count, summarizeExposures: events.summarizeExposures },
    firstKeys,
    close: async () => {
      await project.close();
      await freshness.close();
      await afterlife.close();
      await writer.drain();
      await database.destroy();
    },
  };
}

/** What is served, and what changes it. */
async function startProject(
  database: Database,
  { logger, clock, watch, project: file, environment = defaultEnvironment }: PartsOptions,
): Promise<{ readonly parts: Pick<ServerParts, 'specs' | 'revisions' | 'publish'>; close(): Promise<void> }> {
  const revisions = createRevisionStore(database);
  const publish = createPublish(revisions, clock);
  const specs = await openLiveSpecs(revisions, logger);
  const followed =
    file === undefined ? undefined : await followFile({ file, environment, publish, specs, watch, logger });
  return { parts: { specs, revisions, publish }, close: async () => followed?.close() };
}
