import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** One version of the project. */
interface Revision {
  /** The `time` it was served with, in epoch milliseconds. */
  readonly time: number;
  /** Of the project file's text, in hexadecimal. */
  readonly sha256: string;
  /** In epoch milliseconds. */
  readonly loadedAt: number;
}

/** The versions of the project, oldest first; only ever added to. */
export interface RevisionStore {
  latest(): Promise<Revision | undefined>;
  record(revision: Revision): Promise<void>;
}

/** Keeps revisions in the database. */
export function createRevisionStore(database: Kysely<Tables>): RevisionStore {
  return {
    latest: async () => {
      const row = await database
        .selectFrom('revision')
        .selectAll()
        .orderBy('time', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && { time: row.time, sha256: row.sha256, loadedAt: row.loaded_at };
    },
    record: async ({ time, sha256, loadedAt }) => {
      await database.insertInto('revision').values({ time, sha256, loaded_at: loadedAt }).execute();
    },
  };
}
