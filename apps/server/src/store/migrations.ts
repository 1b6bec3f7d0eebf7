import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The steps that make the database what the code expects, in the order of their names. A released one never changes. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': {
    up: async (database: Kysely<never>) => {
      await createEventTables(database);
      await database.schema
        .createTable('revision')
        .addColumn('time', 'bigint', (column) => column.primaryKey())
        .addColumn('sha256', 'text', (column) => column.notNull())
        .addColumn('loaded_at', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
};

async function createEventTables(database: Kysely<never>): Promise<void> {
  await database.schema
    .createTable('batch')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .execute();
  // Rows are numbered as they come: an index on random IDs costs twenty times the inserts.
  await database.schema
    .createTable('event')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('batch_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('time', 'bigint', (column) => column.notNull())
    .addColumn('unit_id', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
  await database.schema
    .createTable('exposure')
    .addColumn('event_name', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('gate_value', 'text', (column) => column.notNull())
    .addColumn('parameter_name', 'text', (column) => column.notNull())
    .addColumn('allocated_experiment', 'text', (column) => column.notNull())
    .addColumn('rule_id', 'text', (column) => column.notNull())
    .addColumn('unit_id', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('first_time', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('exposure_key', [
      'event_name',
      'name',
      'gate_value',
      'parameter_name',
      'allocated_experiment',
      'rule_id',
      'unit_id',
    ])
    .execute();
}
