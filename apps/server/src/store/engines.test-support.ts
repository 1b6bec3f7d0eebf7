import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../server.test-support.ts';

/** A kind of database, to run the same tests on. */
export interface TestEngine {
  readonly name: 'SQLite' | 'Postgres';
  /** Makes an empty database for one test, removed after it. */
  createURL(): Promise<string>;
}

const postgresURL = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

const sqlite: TestEngine = {
  name: 'SQLite',
  createURL: async () => `file:${join(await temporaryFolder(), 'statsig.db')}`,
};

/** Each test has a schema of its own, so that tests can run side by side on one server. */
const postgres: TestEngine = {
  name: 'Postgres',
  createURL: async () => {
    const schema = `statsig_test_${randomUUID().replaceAll('-', '')}`;
    await query(`create schema ${schema}`);
    onTestFinished(() => query(`drop schema ${schema} cascade`));
    const url = new URL(postgresURL);
    url.searchParams.set('options', `-c search_path=${schema}`);
    return url.href;
  },
};

/**
 * The engines that tests run on: SQLite, and Postgres at `DATABASE_URL` or on its default port.
 *
 * Without a Postgres its tests are left out with one line that says so, unless `STATSIG_TEST_SERVICES=required`.
 */
export async function testEngines(): Promise<readonly TestEngine[]> {
  try {
    await query('select 1');
    return [sqlite, postgres];
  } catch (error) {
    if (process.env['STATSIG_TEST_SERVICES'] === 'required') throw error;
    console.warn(`SKIPPED: no Postgres at ${new URL(postgresURL).host}, so its tests do not run.`);
    return [sqlite];
  }
}

async function query(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresURL, connectionTimeoutMillis: 3000 });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
