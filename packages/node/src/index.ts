export * from '@acme/statsig-core';
export type { ClientResponseOptions } from './client-response-options.ts';
export { createStatsig } from './create-statsig.ts';
export type {
  Answer,
  AnswerKind,
  EvaluationMessage,
  PullMessage,
  SendMessage,
} from './diagnostics/channels.ts';
export type { Logger } from './diagnostics/logger.ts';
export type { Report } from './diagnostics/reporter.ts';
export type { AssignmentOptions, EvaluationOptions, StickyOptions } from './evaluation-options.ts';
export type {
  DeliveryOptions,
  DeliveryReport,
  DeliveryStats,
  DropReason,
} from './events/delivery-report.ts';
export type { EventBatch, EventSink, StatsigEvent } from './events/event-sink.ts';
export type {
  EventStore,
  EventStoreHost,
  StoredBatch,
  StoredBatchContent,
  StoredEvents,
} from './events/event-store.ts';
export { type FileEventStoreOptions, fileEventStore } from './events/file-event-store/file-event-store.ts';
export type { EventDetails } from './events/logged-event.ts';
export type { JSONValue } from './events/sanitize-metadata.ts';
export {
  type ClosableServer,
  type ExitingProcess,
  type FlushAtShutdownOptions,
  flushAtShutdown,
  type ShutsDown,
} from './exit-handlers.ts';
export type { StatsigHealth } from './health.ts';
export { type NetworkFailure, StatsigNetworkError } from './http/network-error.ts';
export type { InitializationDetails } from './initialization.ts';
export { installedLookups } from './installed-lookups.ts';
export type { LocalOverrides, OverrideScope, OverrideValues } from './local-overrides.ts';
export type { EventsOptions, IDListsOptions, SpecsOptions, StatsigOptions } from './options.ts';
export type { DataAdapter, Lease, Leases } from './persistence/data-adapter.ts';
export { type FileDataAdapterOptions, fileDataAdapter } from './persistence/file-data-adapter.ts';
export { type MemoryDataAdapterOptions, memoryDataAdapter } from './persistence/memory-data-adapter.ts';
export { currentStatsig, runInRequestScope, setRequestUser, tryCurrentStatsig } from './request-scope.ts';
export { bootstrapSpecSource } from './specs/bootstrap-spec-source.ts';
export { fastest } from './specs/fastest.ts';
export { firstAvailable } from './specs/first-available.ts';
export type { SpecsUpdated } from './specs/spec-intake.ts';
export type { SpecSource, SpecsUpdate } from './specs/spec-source.ts';
export type { Statsig } from './statsig.ts';
export {
  type FileUserPersistentStorageOptions,
  fileUserPersistentStorage,
} from './sticky/file-user-persistent-storage.ts';
export { memoryUserPersistentStorage, type UserPersistentStorage } from './sticky/user-persistent-storage.ts';
export type { StatsigEvents, SubscriptionOptions } from './subscriptions.ts';
export { type Clock, systemClock } from './time/clock.ts';
export type { WaitUntil } from './time/waking-clock.ts';
export type { UserStatsig } from './user-statsig.ts';
