import type { Transaction } from 'kysely';
import type { EventBatch } from '../ingest/event-batch.ts';
import { chunks } from './chunks.ts';
import { exposureRows } from './exposure-rows.ts';
import { type ExposureSummary, summarizeExposures } from './exposure-summary.ts';
import type { Database } from './open-database.ts';
import type { Tables } from './tables.ts';

/** The stored events, to look at. */
export interface StoredEvents {
  /** How many events are stored, exposures included. */
  count(environment?: string): Promise<number>;
  /** Who has seen what: one row for each answer that any gate, config, experiment or layer parameter gave, sorted. */
  summarizeExposures(environment?: string): Promise<readonly ExposureSummary[]>;
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

/** Keeps events in the database; those of one environment apart from those of another. */
export function createEventStore(database: Database, ownEnvironment: string): EventStore {
  return {
    append: (batches) =>
      database.transaction().execute(async (transaction) => {
        const firstID = await takeNumbers(transaction, batches);
        const isNew = await claim(transaction, batches);
        const fresh = batches.filter((_, index) => isNew[index]);
        await insertEvents(transaction, fresh, firstID);
        await upsertExposures(transaction, fresh);
        return isNew;
      }),
    count: async (environment = ownEnvironment) => {
      const { events } = await database
        .selectFrom('event')
        .where('environment', '=', environment)
        .select(({ fn }) => fn.countAll<number>().as('events'))
        .executeTakeFirstOrThrow();
      return Number(events);
    },
    summarizeExposures: (environment = ownEnvironment) => summarizeExposures(database, environment),
  };
}

/**
 * Takes a number for each event of the batches; batches that turn out to be stored already leave a gap.
 *
 * The row stays locked until the commit, so that servers on one database commit one after the other. Nobody can see a
 * number before all smaller ones are there, and no two servers can wait for each other's rows.
 */
async function takeNumbers(
  transaction: Transaction<Tables>,
  batches: readonly EventBatch[],
): Promise<number> {
  const count = batches.reduce((sum, { events }) => sum + events.length, 0);
  const { last } = await transaction
    .updateTable('counter')
    .set(({ eb }) => ({ last: eb('last', '+', count) }))
    .where('name', '=', 'event')
    .returning('last')
    .executeTakeFirstOrThrow();
  return last - count + 1;
}

/** Takes the batches' IDs, and tells which of them were free. Of two batches with one ID the first gets it. */
async function claim(transaction: Transaction<Tables>, batches: readonly EventBatch[]): Promise<boolean[]> {
  const keyOf = (environment: string, id: string): string => JSON.stringify([environment, id]);
  const claimed = new Set<string>();
  const rows = batches.map(({ environment, id, receivedAt }) => ({
    environment,
    id,
    received_at: receivedAt,
  }));
  for (const values of chunks(rows)) {
    const returned = await transaction
      .insertInto('batch')
      .values(values)
      .onConflict((conflict) => conflict.columns(['environment', 'id']).doNothing())
      .returning(['environment', 'id'])
      .execute();
    for (const { environment, id } of returned) claimed.add(keyOf(environment, id));
  }
  return batches.map(({ environment, id }) => claimed.delete(keyOf(environment, id)));
}

async function insertEvents(
  transaction: Transaction<Tables>,
  batches: readonly EventBatch[],
  firstID: number,
): Promise<void> {
  const rows = batches.flatMap(({ id, environment, receivedAt, events }) =>
    events.map(({ name, time, unitID, body }) => ({
      environment,
      batch_id: id,
      name,
      time,
      received_at: receivedAt,
      unit_id: unitID,
      body,
    })),
  );
  const numbered = rows.map((row, index) => ({ id: firstID + index, ...row }));
  for (const values of chunks(numbered)) await transaction.insertInto('event').values(values).execute();
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
        conflict.column('id').doUpdateSet(({ eb, ref }) => ({
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
