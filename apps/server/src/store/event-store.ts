import type { Kysely, Transaction } from 'kysely';
import type { EventBatch } from '../ingest/event-batch.ts';
import { exposureRows } from './exposure-rows.ts';
import { type ExposureSummary, summarizeExposures } from './exposure-summary.ts';
import type { Tables } from './tables.ts';

/** The stored events, to look at. */
export interface StoredEvents {
  /** How many events are stored, exposures included. */
  count(): Promise<number>;
  /** Who has seen what: one row for each answer that any gate, config, experiment or layer parameter gave, sorted. */
  summarizeExposures(): Promise<readonly ExposureSummary[]>;
}

/** Where events are kept. */
export interface EventStore extends StoredEvents {
  /**
   * Stores batches in one transaction: all of them or none.
   *
   * @returns For each batch, whether it is new; one that had been stored before changes nothing.
   */
  append(batches: readonly EventBatch[]): Promise<readonly boolean[]>;
}

/** Rows an insert takes at most: SQLite allows 32,766 parameters in a statement, Postgres 65,535. */
const rowsPerInsert = 500;

/** Keeps events in the database. */
export function createEventStore(database: Kysely<Tables>): EventStore {
  return {
    append: (batches) =>
      database.transaction().execute(async (transaction) => {
        const isNew = await claim(transaction, batches);
        const fresh = batches.filter((_, index) => isNew[index]);
        await insertEvents(transaction, fresh);
        await upsertExposures(transaction, fresh);
        return isNew;
      }),
    count: async () => {
      const { events } = await database
        .selectFrom('event')
        .select(({ fn }) => fn.countAll<number>().as('events'))
        .executeTakeFirstOrThrow();
      return Number(events);
    },
    summarizeExposures: () => summarizeExposures(database),
  };
}

/** Takes the batches' IDs, and tells which of them were free. Of two batches with one ID the first gets it. */
async function claim(transaction: Transaction<Tables>, batches: readonly EventBatch[]): Promise<boolean[]> {
  const claimed = new Set<string>();
  for (const rows of chunks(batches.map(({ id, receivedAt }) => ({ id, received_at: receivedAt })))) {
    const returned = await transaction
      .insertInto('batch')
      .values(rows)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .execute();
    for (const { id } of returned) claimed.add(id);
  }
  return batches.map(({ id }) => claimed.delete(id));
}

async function insertEvents(transaction: Transaction<Tables>, batches: readonly EventBatch[]): Promise<void> {
  const rows = batches.flatMap(({ id, events }) =>
    events.map(({ name, time, unitID, body }) => ({ batch_id: id, name, time, unit_id: unitID, body })),
  );
  for (const values of chunks(rows)) await transaction.insertInto('event').values(values).execute();
}

async function upsertExposures(
  transaction: Transaction<Tables>,
  batches: readonly EventBatch[],
): Promise<void> {
  for (const values of chunks(exposureRows(batches))) {
    await transaction
      .insertInto('exposure')
      .values(values)
      .onConflict((conflict) =>
        conflict
          .columns([
            'event_name',
            'name',
            'gate_value',
            'parameter_name',
            'allocated_experiment',
            'rule_id',
            'unit_id',
          ])
          .doUpdateSet(({ eb, ref }) => ({
            count: eb('exposure.count', '+', ref('excluded.count')),
            first_time: eb
              .case()
              .when('excluded.first_time', '<', ref('exposure.first_time'))
              .then(ref('excluded.first_time'))
              .else(ref('exposure.first_time'))
              .end(),
          })),
      )
      .execute();
  }
}

function* chunks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += rowsPerInsert)
    yield rows.slice(start, start + rowsPerInsert);
}
