import { hash } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { EventBatch } from '../ingest/event-batch.ts';
import type { Tables } from './tables.ts';

type ExposureRow = Insertable<Tables['exposure']>;

/**
 * Adds up the exposures of batches: one row for each unit and answer.
 *
 * No two rows have one ID, which Postgres demands of an upsert.
 */
export function exposureRows(batches: readonly EventBatch[]): readonly ExposureRow[] {
  const rows = new Map<string, ExposureRow>();
  for (const { environment, events } of batches) {
    for (const { exposure, unitID, time } of events) {
      if (exposure === null) continue;
      const answer = {
        environment,
        event_name: exposure.eventName,
        name: exposure.name,
        gate_value: exposure.gateValue,
        parameter_name: exposure.parameterName,
        allocated_experiment: exposure.allocatedExperiment,
        rule_id: exposure.ruleID,
        unit_id: unitID,
      };
      const id = hash('sha256', JSON.stringify(Object.values(answer)), 'base64url');
      const seen = rows.get(id);
      rows.set(id, {
        id,
        ...answer,
        count: (seen?.count ?? 0) + 1,
        first_time: Math.min(seen?.first_time ?? time, time),
      });
    }
  }
  return [...rows.values()];
}
