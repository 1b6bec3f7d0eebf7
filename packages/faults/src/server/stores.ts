import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { StoredBatch } from './ledger.ts';

/** A store of a server under test, and a look into it. */
export interface TestStore extends AsyncDisposable {
  readonly url: string;
  batches(): Promise<readonly StoredBatch[]>;
}

const sql = `select unit_id as batch, count(*) as events, count(distinct body) as distinct_events
  from event group by unit_id`;

interface Row {
  readonly batch: string;
  readonly events: number | string;
  readonly distinct_events: number | string;
}

function batchOf({ batch, events, distinct_events }: Row): StoredBatch {
  return { batch, events: Number(events), distinct: Number(distinct_events) };
}

/** An SQLite file of its own. */
export async function sqliteStore(): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'statsig-ledger-'));
  const file = join(folder, 'statsig.db');
  return {
    url: `file:${file}`,
    batches: async () => {
      using database = new DatabaseSync(file, { readOnly: true });
      return database
        .prepare(sql)
        .all()
        .map((row) => batchOf(row as unknown as Row));
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A schema of its own in a Postgres. */
export async function postgresStore(server: string): Promise<TestStore> {
  const schema = `statsig_ledger_${randomUUID().replaceAll('-', '')}`;
  await query(server, `create schema ${schema}`);
  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${schema}`);
  return {
    url: url.href,
    batches: async () => (await query<Row>(url.href, sql)).map(batchOf),
    [Symbol.asyncDispose]: async () => {
      await query(server, `drop schema ${schema} cascade`);
    },
  };
}

async function query<Result extends pg.QueryResultRow>(url: string, text: string): Promise<Result[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return (await client.query<Result>(text)).rows;
  } finally {
    await client.end();
  }
}
