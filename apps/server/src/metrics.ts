import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the server counts. Labels never hold a key, a path or a user. */
export interface Metrics {
  readonly registry: Registry;
  /** Events on disk, once each. */
  readonly eventsStored: Counter<'environment'>;
  /** Events left out of a batch, by the field that made them none. */
  readonly eventsRejected: Counter<'reason'>;
  /** Batches that had been stored before. */
  readonly batchesRepeated: Counter;
  /** Batches answered 503. */
  readonly batchesRefused: Counter<'reason'>;
  /** Events that went on to elsewhere. */
  readonly eventsExported: Counter<'sink'>;
  readonly eventsWaiting: Gauge;
  /** From the request to the end of its commit. */
  readonly storeSeconds: Histogram;
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>;
  /** The time of what is served, in epoch seconds. */
  readonly specsTime: Gauge<'environment'>;
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Makes counters of one server's own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name: `statsig_${name}`, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name: `statsig_${name}`, help, labelNames, registers });
  const histogram = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Histogram({ name: `statsig_${name}`, help, labelNames, buckets, registers });
  return {
    registry,
    eventsStored: counter('events_stored_total', 'Events on disk.', ['environment']),
    eventsRejected: counter('events_rejected_total', 'Malformed events, left out.', ['reason']),
    batchesRepeated: counter('batches_repeated_total', 'Batches that had been stored before.'),
    batchesRefused: counter('batches_refused_total', 'Batches answered 503.', ['reason']),
    eventsExported: counter('events_exported_total', 'Events that went on to elsewhere.', ['sink']),
    eventsWaiting: gauge('events_waiting', 'Events that wait for a commit.'),
    storeSeconds: histogram('store_seconds', 'How long a batch took until it was on disk.'),
    requestSeconds: histogram('request_seconds', 'How long requests took.', ['method', 'route', 'status']),
    specsTime: gauge('specs_time_seconds', 'When what is served was published.', ['environment']),
  };
}
