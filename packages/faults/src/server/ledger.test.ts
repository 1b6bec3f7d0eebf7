import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { createRandom } from '../frame/random.ts';
import { faultsOf, Ledger } from './ledger.ts';
import { PostgresCluster } from './postgres-cluster.ts';
import { ServerProcess, secretKey } from './server-process.ts';
import { postgresStore, sqliteStore, type TestStore } from './stores.ts';

const cluster = await PostgresCluster.start();
if (cluster === undefined) {
  if (process.env['STATSIG_TEST_SERVICES'] === 'required') throw new Error('Postgres is not installed.');
  process.emitWarning('SKIPPED: Postgres is not installed, so its faults do not happen.');
}

afterAll(() => cluster?.[Symbol.asyncDispose]());

/** A server on a store, and clients that send to it. */
async function start(store: TestStore, name: string) {
  onTestFinished(() => store[Symbol.asyncDispose]());
  const server = await ServerProcess.start(store.url);
  onTestFinished(() => server[Symbol.asyncDispose]());
  const ledgers = Array.from({ length: 8 }, (_, index) => new Ledger(`${name}-${index}`));
  const sending = Promise.all(
    ledgers.map((ledger, index) => ledger.send(() => server.url, createRandom(`${name} ${index}`))),
  );
  /** Ends the clients, and finds what is lost, partial or there twice. */
  const settle = async () => {
    for (const ledger of ledgers) ledger.end();
    await sending;
    return faultsOf(ledgers, await store.batches());
  };
  return { server, ledgers, settle };
}

const engines = [
  { engine: 'SQLite', open: sqliteStore },
  ...(cluster === undefined ? [] : [{ engine: 'Postgres', open: () => postgresStore(cluster.url) }]),
];

describe.each(engines)('a server on $engine', ({ engine, open }) => {
  it('loses nothing, and stores nothing twice or in part, when it is killed as it stores', async () => {
    const random = createRandom(`kills on ${engine}`);
    const { server, ledgers, settle } = await start(await open(), engine);
    for (let kill = 0; kill < 4; kill += 1) {
      await ledgers[0]!.more(random.between(1, 20));
      await server.killAndRestart();
    }
    await ledgers[0]!.more(5);
    expect(await settle()).toEqual([]);
  });
});

describe.runIf(cluster !== undefined).each([
  ['killed', (postgres: PostgresCluster) => postgres.kill(), (postgres: PostgresCluster) => postgres.start()],
  [
    'stopped',
    (postgres: PostgresCluster) => postgres.stop(),
    (postgres: PostgresCluster) => postgres.start(),
  ],
  [
    'stalled',
    (postgres: PostgresCluster) => postgres.stall(),
    (postgres: PostgresCluster) => postgres.resume(),
  ],
] as const)('a Postgres that is %s', (name, harm, heal) => {
  it('is answered 503, while specs are served; all is well when it is back', async () => {
    const postgres = cluster!;
    const { server, ledgers, settle } = await start(await postgresStore(postgres.url), name);
    const status = async (path: string) => {
      const response = await fetch(`${server.url}/v1/${path}`, { headers: { 'statsig-api-key': secretKey } });
      await response.body?.cancel();
      return response.status;
    };
    await ledgers[0]!.more(5);
    expect(await status('ready')).toBe(200);
    await harm(postgres);
    await ledgers[0]!.status((code) => code === 503);
    expect([await status('ready'), await status('download_config_specs')]).toEqual([503, 200]);
    await heal(postgres);
    await ledgers[0]!.more(5);
    expect(await status('ready')).toBe(200);
    expect(await settle()).toEqual([]);
    expect([...ledgers[0]!.statuses.keys()].filter((code) => ![202, 503].includes(code))).toEqual([]);
  });
});
