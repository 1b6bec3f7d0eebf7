import type { ExportedEvent } from '../sinks/event-export.ts';
import type { Database } from './open-database.ts';

/** Who does an export, and how long. */
export interface Lease {
  readonly owner: string;
  /** In epoch milliseconds. */
  readonly now: number;
  readonly until: number;
}

/** Where exports stand, and what they have still to do. */
export interface ExportStore {
  /**
   * Takes an export for a while, so that of several servers one does it.
   *
   * @returns The ID of the last event that was exported, 0 for a new export; undefined while another server has it.
   */
  claim(name: string, lease: Lease): Promise<number | undefined>;
  /** Lets other servers take an export at once. */
  release(name: string, owner: string): Promise<void>;
  /** The next events after an ID, in their order. */
  after(id: number, limit: number): Promise<readonly ExportedEvent[]>;
  /** Notes that all up to an ID is exported. */
  advance(name: string, id: number): Promise<void>;
}

/** Keeps cursors in the database, beside the events. */
export function createExportStore(database: Database): ExportStore {
  return {
    claim: async (name, { owner, now, until }) => {
      await database
        .insertInto('sink')
        .values({ name, cursor: 0, owner, leased_until: 0 })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const row = await database
        .updateTable('sink')
        .set({ owner, leased_until: until })
        .where('name', '=', name)
        .where(({ eb, or }) => or([eb('owner', '=', owner), eb('leased_until', '<', now)]))
        .returning('cursor')
        .executeTakeFirst();
      return row?.cursor;
    },
    release: async (name, owner) => {
      await database
        .updateTable('sink')
        .set({ leased_until: 0 })
        .where('name', '=', name)
        .where('owner', '=', owner)
        .execute();
    },
    after: (id, limit) => eventsAfter(database, id, limit),
    advance: async (name, id) => {
      await database.updateTable('sink').set({ cursor: id }).where('name', '=', name).execute();
    },
  };
}

async function eventsAfter(database: Database, id: number, limit: number): Promise<readonly ExportedEvent[]> {
  const rows = await database
    .selectFrom('event')
    .select(['id', 'environment', 'name', 'time', 'received_at', 'unit_id', 'body'])
    .where('id', '>', id)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ received_at, unit_id, body, ...row }) => ({
    ...row,
    receivedAt: received_at,
    unitID: unit_id,
    event: JSON.parse(body) as unknown,
  }));
}
