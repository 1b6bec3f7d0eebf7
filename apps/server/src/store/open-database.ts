import { StatsigError } from '@acme/statsig-core';
import { type Dialect, Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Logger } from '../logger.ts';
import { migrations } from './migrations.ts';
import { postgresDialect } from './postgres.ts';
import { sqliteDialect } from './sqlite.ts';
import type { Tables } from './tables.ts';

/** A database that is up to date, whichever engine it is. */
export type Database = Kysely<Tables>;

/**
 * Opens a database and brings it up to date. The only place that knows which engine it is.
 *
 * @param url - `file:./data/statsig.db` for an SQLite file, created with its folder when absent; `:memory:` for one that
 *   ends with the process; `postgres://user@host:5432/database` for Postgres, where tables go to the connection's schema.
 * @throws {StatsigError} `INVALID_OPTIONS` when the URL is none of these. The engine's own error when it cannot be opened.
 */
export async function openDatabase(url: string, logger: Logger): Promise<Database> {
  const { dialect, findSchema } = engineOf(url, logger);
  const database = new Kysely<Tables>({ dialect });
  try {
    await migrate(database, await findSchema(database));
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

interface Engine {
  readonly dialect: Dialect;
  /** Where migrations are noted; undefined where there is one schema only. */
  readonly findSchema: (database: Database) => Promise<string | undefined>;
}

function engineOf(url: string, logger: Logger): Engine {
  if (/^postgres(ql)?:\/\//.test(url)) {
    return { dialect: postgresDialect(url, logger), findSchema: currentSchema };
  }
  if (url === ':memory:' || (/^file:./.test(url) && !url.includes('://'))) {
    return { dialect: sqliteDialect(url.replace(/^file:/, '')), findSchema: async () => undefined };
  }
  const scheme = /^[\w+.-]*:/.exec(url)?.[0] ?? 'it has no scheme';
  throw new StatsigError(
    'INVALID_OPTIONS',
    `No database URL (${scheme}): set DATABASE_URL to file:./data/statsig.db, postgres://… or :memory:.`,
  );
}

async function currentSchema(database: Database): Promise<string> {
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(database);
  return rows[0]!.schema;
}

async function migrate(database: Database, schema: string | undefined): Promise<void> {
  const { error } = await new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  }).migrateToLatest();
  if (error !== undefined) throw error;
}
