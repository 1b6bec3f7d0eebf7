import type { Insertable } from 'kysely';
import type { EventBatch } from '../ingest/event-batch.ts';
import type { Tables } from './tables.ts';

type ExposureRow = Insertable<Tables['exposure']>;

/**
 * Adds up the exposures of batches: one row for each unit and answer.
 *
 * No two rows have one key, which Postgres demands of an upsert.
 */
export function exposureRows(batches: readonly EventBatch[]): readonly ExposureRow[] {
  const rows = new Map<string, ExposureRow>();
  for (const { exposure, unitID, time } of batches.flatMap(({ events }) => events)) {
    if (exposure === null) continue;
    const { eventName, name, gateValue, parameterName, allocatedExperiment, ruleID } = exposure;
    const key = JSON.stringify([
      eventName,
      name,
      gateValue,
      parameterName,
      allocatedExperiment,
      ruleID,
      unitID,
    ]);
    const seen = rows.get(key);
    rows.set(key, {
      event_name: eventName,
      name,
      gate_value: gateValue,
      parameter_name: parameterName,
      allocated_experiment: allocatedExperiment,
      rule_id: ruleID,
      unit_id: unitID,
      count: (seen?.count ?? 0) + 1,
      first_time: Math.min(seen?.first_time ?? time, time),
    });
  }
  return [...rows.values()];
}
