import type { ExposureEventName } from '../ingest/exposure-record.ts';
import type { Database } from './open-database.ts';

/** How often one answer was seen, and by how many. */
export interface ExposureSummary {
  readonly eventName: ExposureEventName;
  /** Of the gate, config, experiment or layer. */
  readonly name: string;
  /** Null except for gates. */
  readonly gateValue: boolean | null;
  /** Null except for layers. */
  readonly parameterName: string | null;
  /** The experiment that a layer delegated to; null when to none. */
  readonly allocatedExperiment: string | null;
  /** The rule that gave the answer; each group of an experiment is a rule. */
  readonly ruleID: string;
  readonly exposures: number;
  /** Distinct units: users by `userID`; those without one, by their custom IDs. */
  readonly units: number;
}

const answer = [
  'event_name',
  'name',
  'gate_value',
  'parameter_name',
  'allocated_experiment',
  'rule_id',
] as const;

/** Adds up an environment's exposures by answer, sorted by event name, name and the rest in the order of the fields. */
export async function summarizeExposures(
  database: Database,
  environment: string,
): Promise<readonly ExposureSummary[]> {
  const rows = await database
    .selectFrom('exposure')
    .where('environment', '=', environment)
    .select(answer)
    .select(({ fn }) => [fn.sum<number>('count').as('exposures'), fn.countAll<number>().as('units')])
    .groupBy(answer)
    .orderBy('event_name')
    .orderBy('name')
    .orderBy('gate_value')
    .orderBy('parameter_name')
    .orderBy('allocated_experiment')
    .orderBy('rule_id')
    .execute();
  return rows.map((row) => ({
    eventName: row.event_name,
    name: row.name,
    gateValue: row.gate_value === '' ? null : row.gate_value === 'true',
    parameterName: row.parameter_name || null,
    allocatedExperiment: row.allocated_experiment || null,
    ruleID: row.rule_id,
    exposures: Number(row.exposures),
    units: Number(row.units),
  }));
}
