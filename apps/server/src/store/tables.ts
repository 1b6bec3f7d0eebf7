import type { KeyKind } from '../auth/key.ts';
import type { ExposureEventName } from '../ingest/exposure-record.ts';

/** The database, by table. Times are epoch milliseconds; what is absent from text columns is the empty string. */
export interface Tables {
  batch: BatchTable;
  counter: CounterTable;
  event: EventTable;
  exposure: ExposureTable;
  key: KeyTable;
  revision: RevisionTable;
  sink: SinkTable;
}

/** Every batch stored, so that one that is sent again is recognised. */
interface BatchTable {
  environment: string;
  id: string;
  received_at: number;
}

/** The last number given out, by what is numbered. */
interface CounterTable {
  name: 'event' | 'probe';
  last: number;
}

/** Every event, as it came. */
interface EventTable {
  /** Grows in the order of commits, so that who has read up to one has missed none before it. */
  id: number;
  environment: string;
  batch_id: string;
  name: string;
  /** When it happened, by this server's clock. */
  time: number;
  received_at: number;
  unit_id: string;
  /** The event as JSON, without private attributes. */
  body: string;
}

/** What each unit has seen: one row for a unit and an answer, however often it was seen. */
interface ExposureTable {
  /** A hash of what tells one row from another: texts of any length have an index of one size. */
  id: string;
  environment: string;
  event_name: ExposureEventName;
  name: string;
  gate_value: string;
  parameter_name: string;
  allocated_experiment: string;
  rule_id: string;
  unit_id: string;
  count: number;
  first_time: number;
}

/** Every key that was made here. */
interface KeyTable {
  id: string;
  hash: string;
  kind: KeyKind;
  environment: string;
  target_app: string;
  name: string;
  hint: string;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
}

/** How far stored events have gone on to elsewhere. */
interface SinkTable {
  name: string;
  /** The ID of the last event that is there. */
  cursor: number;
  /** The server that does it, and until when no other does. */
  owner: string;
  leased_until: number;
}

/** Every version of an environment's project; only ever added to. */
interface RevisionTable {
  environment: string;
  /** The version: the `time` it is served with. */
  time: number;
  /** The `time` of the version before it: of two with one parent, only one can be. */
  parent: number;
  created_at: number;
  author: string;
  message: string;
  /** The whole project as JSON. */
  project: string;
}
