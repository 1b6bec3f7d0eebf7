import type { Database } from './open-database.ts';

/** Writes a row that means nothing. @throws What keeps events from being stored. */
export async function probe(database: Database, now: number): Promise<void> {
  await database
    .insertInto('counter')
    .values({ name: 'probe', last: now })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ last: now }))
    .execute();
}
