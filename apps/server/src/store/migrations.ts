import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The steps that make the database what the code expects, in the order of their names. A released one never changes. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': {
    up: async (database: Kysely<never>) => {
      await createEventTables(database);
      await createExposureTable(database);
      await createRevisionTable(database);
      await createKeyTable(database);
      await createSinkTable(database);
    },
  },
};

async function createEventTables(database: Kysely<never>): Promise<void> {
  await database.schema
    .createTable('batch')
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('batch_key', ['environment', 'id'])
    .execute();
  await database.schema
    .createTable('counter')
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    .addColumn('last', 'bigint', (column) => column.notNull())
    .execute();
  await sql`insert into counter (name, last) values ('event', 0)`.execute(database);
  // Keys that grow: an index on random ones costs twenty times the inserts.
  await database.schema
    .createTable('event')
    .addColumn('id', 'bigint', (column) => column.primaryKey().notNull())
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('batch_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('time', 'bigint', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('unit_id', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
}

async function createExposureTable(database: Kysely<never>): Promise<void> {
  await database.schema
    .createTable('exposure')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('event_name', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('gate_value', 'text', (column) => column.notNull())
    .addColumn('parameter_name', 'text', (column) => column.notNull())
    .addColumn('allocated_experiment', 'text', (column) => column.notNull())
    .addColumn('rule_id', 'text', (column) => column.notNull())
    .addColumn('unit_id', 'text', (column) => column.notNull())
    .addColumn('count', 'bigint', (column) => column.notNull())
    .addColumn('first_time', 'bigint', (column) => column.notNull())
    .execute();
}

async function createRevisionTable(database: Kysely<never>): Promise<void> {
  await database.schema
    .createTable('revision')
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('time', 'bigint', (column) => column.notNull())
    .addColumn('parent', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('project', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('revision_key', ['environment', 'time'])
    .addUniqueConstraint('revision_parent', ['environment', 'parent'])
    .execute();
}

async function createKeyTable(database: Kysely<never>): Promise<void> {
  await database.schema
    .createTable('key')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('target_app', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('hint', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .execute();
}

async function createSinkTable(database: Kysely<never>): Promise<void> {
  await database.schema
    .createTable('sink')
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    .addColumn('cursor', 'bigint', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('leased_until', 'bigint', (column) => column.notNull())
    .execute();
}
