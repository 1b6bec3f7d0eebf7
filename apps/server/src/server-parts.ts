import type { KeyRing } from './auth/key-ring.ts';
import type { KeyService } from './auth/key-service.ts';
import type { Clock } from './clock.ts';
import type { BatchWriter } from './ingest/batch-writer.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import type { Publish } from './project/publish.ts';
import type { LiveSpecs } from './specs/live-specs.ts';
import type { RevisionStore } from './store/revision-store.ts';

/** What the server is made of; each route names those that it needs. */
export interface ServerParts {
  readonly keys: KeyRing;
  readonly keyService: KeyService;
  readonly specs: LiveSpecs;
  readonly revisions: RevisionStore;
  readonly publish: Publish;
  readonly writer: BatchWriter;
  /** Throws when events cannot be stored now. */
  probe(): Promise<void>;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly logger: Logger;
}
