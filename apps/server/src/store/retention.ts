import type { Database } from './open-database.ts';

/** Rows that are deleted at a time: a commit of more would hold up those of events. */
const rowsPerCommit = 2_000;

/** What may go. */
interface Expiry {
  /** Events that came before this may go, in epoch milliseconds. */
  readonly before: number;
  /** Exports that must have an event before it goes. */
  readonly exports: readonly string[];
}

/**
 * Deletes events that are old enough and exported, and the IDs of batches that nobody will send again. What units have
 * seen stays: it is one row each.
 *
 * @returns How many events are gone.
 */
export async function expireEvents(database: Database, { before, exports }: Expiry): Promise<number> {
  const exported = await lastExported(database, exports);
  let deleted = 0;
  for (;;) {
    const old = database
      .selectFrom('event')
      .select('id')
      .where('received_at', '<', before)
      .where('id', '<=', exported)
      .orderBy('id')
      .limit(rowsPerCommit);
    const { numDeletedRows } = await database.deleteFrom('event').where('id', 'in', old).executeTakeFirst();
    deleted += Number(numDeletedRows);
    if (Number(numDeletedRows) < rowsPerCommit) break;
  }
  await database.deleteFrom('batch').where('received_at', '<', before).execute();
  return deleted;
}

/** The last event that all exports have; one that has never run has none. */
async function lastExported(database: Database, exports: readonly string[]): Promise<number> {
  if (exports.length === 0) return Number.MAX_SAFE_INTEGER;
  const rows = await database.selectFrom('sink').select('cursor').where('name', 'in', exports).execute();
  return rows.length < exports.length ? 0 : Math.min(...rows.map(({ cursor }) => cursor));
}
