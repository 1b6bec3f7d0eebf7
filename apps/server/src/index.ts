export type { ConfiguredKey } from './auth/key-ring.ts';
export type { Clock } from './clock.ts';
export { createServer, type Server, type ServerOptions } from './create-server.ts';
export type { ExposureEventName } from './ingest/exposure-record.ts';
export type { Listening } from './listen.ts';
export type { Logger } from './logger.ts';
export type {
  CommonFields,
  Condition,
  DynamicConfig,
  Experiment,
  Gate,
  Group,
  Holdout,
  Layer,
  ParamStore,
  Project,
  Rule,
  Segment,
  Values,
} from './project/project.ts';
export { loadProject, shopProjectFile } from './project/shop.ts';
export type { WatchFile } from './project/watch-file.ts';
export type { StoredEvents } from './store/event-store.ts';
export type { ExposureSummary } from './store/exposure-summary.ts';
