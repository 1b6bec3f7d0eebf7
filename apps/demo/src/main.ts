import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, shopProjectFile } from '@acme/statsig-server';
import { runDemo } from './run-demo.ts';
import { stayOpen } from './stay-open.ts';
import { formatTable, lostOf } from './table.ts';

const secretKey = 'secret-demo';
const print = console.info;

/** The first Ctrl-C ends the demo in order; a second one would not wait. */
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stop.abort());
const { signal } = stop;

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  if (!signal.aborted) throw error;
}

async function main(): Promise<void> {
  const startedAt = Date.now();
  await using folder = await mkdtempDisposable(join(tmpdir(), 'statsig-demo-'));
  const databaseFile = join(folder.path, 'events.db');
  await using server = await createServer({
    project: shopProjectFile,
    store: `file:${databaseFile}`,
    keys: [secretKey],
  });
  const { url } = await server.listen({ port: 0 });
  const shopOptions = { apiURL: `${url}/v1`, secretKey };
  print(`Server at ${url}: the demo project, and events in ${databaseFile}.`);

  const { groups, exposures, orders } = await runDemo({
    ...shopOptions,
    server,
    visitorCount: 1_000,
    print,
    signal,
  });
  print(`\n${formatTable(groups, [exposures, orders])}\n`);
  print(`That took ${((Date.now() - startedAt) / 1_000).toFixed(1)} seconds.`);
  if (lostOf(exposures) !== 0 || lostOf(orders) !== 0) process.exitCode = 1;
  if (process.stdout.isTTY && !process.env['CI']) await stayOpen({ ...shopOptions, print, signal });
}
