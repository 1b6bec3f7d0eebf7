import type { Generated } from 'kysely';
import type { ExposureEventName } from '../ingest/exposure-record.ts';

/** The database, by table. Times are epoch milliseconds; what is absent from text columns is the empty string. */
export interface Tables {
  batch: BatchTable;
  event: EventTable;
  exposure: ExposureTable;
  revision: RevisionTable;
}

/** Every batch ever stored, so that one that is sent again is recognised. */
interface BatchTable {
  id: string;
  received_at: number;
}

/** Every event, as it came. */
interface EventTable {
  id: Generated<number>;
  batch_id: string;
  name: string;
  /** When it happened, by this server's clock. */
  time: number;
  unit_id: string;
  /** The event as JSON, without private attributes. */
  body: string;
}

/** What each unit has seen: one row for a unit and an answer, however often it was seen. */
interface ExposureTable {
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

/** Every version of the project that was served. */
interface RevisionTable {
  time: number;
  sha256: string;
  loaded_at: number;
}
