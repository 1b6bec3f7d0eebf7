import { CompiledQuery, type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import { errorText, type Logger } from '../logger.ts';

/** How long a new connection may take; then whatever wants it fails, and may be tried again. */
const connectMs = 5_000;

/** How long a statement may take: a server that hangs without closing its connections would hold them for ever. */
const queryMs = 15_000;

/** Kysely on a pool of Postgres connections. Commits wait for the disk, whatever the database's own default is. */
export function postgresDialect(url: string, logger: Logger): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'statsig-server',
    connectionTimeoutMillis: connectMs,
    query_timeout: queryMs,
    keepAlive: true,
    types: { getTypeParser },
  });
  // Without listeners, the end of a connection would end the process: the pool hears of idle ones only.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', (error) => logger.warn(`[statsig] A database connection ended: ${errorText(error)}`));
  });
  return new PostgresDialect({
    pool,
    onCreateConnection: async (connection) => {
      await connection.executeQuery(CompiledQuery.raw('set synchronous_commit = on'));
    },
  });
}

const int8 = 20;

/** Times and counts are below 2^53, so that they are numbers here as they are in SQLite. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: string) =>
  oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text');
