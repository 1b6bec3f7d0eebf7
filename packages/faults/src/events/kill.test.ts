import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { App } from '../frame/app.ts';
import { EventServer } from '../frame/event-server.ts';
import { freePort, startFaultServer } from '../frame/fault-server.ts';
import { createRandom, type Random } from '../frame/random.ts';
import { temporaryFolder } from '../frame/temporary-folder.ts';
import { deliveredNames } from './delivered.ts';

const kills = 3;

interface Setting {
  readonly apiURL: string;
  readonly directory: string;
  readonly random: Random;
}

/** Starts an application, puts it under load, and kills it at some point. @returns The names of its events that it said to be safe. */
async function killUnderLoad(
  { apiURL, directory, random }: Setting,
  prefix: string,
): Promise<readonly string[]> {
  const events = { maxBatchEvents: random.between(20, 1_000), intervalMs: random.between(10, 500) };
  await using app = new App({ apiURL, events, eventStore: { directory }, prefix });
  void app.ask('load', random.between(1, 20)).catch(() => undefined);
  const enough = random.between(1, 5_000);
  await app.line((line) => line.startsWith('{"safe":') && app.safe >= enough);
  app.kill('SIGKILL');
  expect(await app.ended).toEqual({ code: null, signal: 'SIGKILL' });
  return Array.from({ length: app.safe }, (_, index) => `${prefix}-${index}`);
}

/** Starts an application that has nothing to do but to deliver what others left. */
async function deliverRest({ apiURL, directory }: Setting): Promise<void> {
  await using app = new App({ apiURL, eventStore: { directory } });
  await app.ask('initialize');
  await app.ask('log', 1);
  expect(await app.ask('flush', { deadlineMs: 60_000 })).toMatchObject({
    pending: 0,
    spooled: 0,
    timedOut: false,
  });
  const { enqueued, sent, dropped } = await app.ask('stats');
  expect({ sent, lost: Object.values(dropped).some((count) => count > 0) }).toEqual({
    sent: enqueued,
    lost: false,
  });
  await app.ask('shutdown', {});
}

async function expectNothingLeft(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true });
  expect(entries.filter((name) => name.endsWith('.events'))).toEqual([]);
}

describe('P25: events that were said to be safe', () => {
  it('are stored exactly once, however often the application is killed', async () => {
    const random = createRandom('exactly once');
    await using folder = await temporaryFolder();
    const port = await freePort();
    await using server = new EventServer({ file: join(folder.path, 'statsig.db'), port });
    await server.started();
    const setting = { apiURL: `http://127.0.0.1:${port}/v1`, directory: join(folder.path, 'events'), random };
    const safe: string[] = [];
    for (let round = 0; round < kills; round += 1)
      safe.push(...(await killUnderLoad(setting, `round-${round}`)));
    await deliverRest(setting);
    const stored = server.stored();
    expect(safe.filter((name) => stored.get(name) !== 1)).toEqual([]);
    expect([...stored].filter(([, times]) => times > 1)).toEqual([]);
    await expectNothingLeft(setting.directory);
  });

  it('outlive a server that is down while the application is restarted twice', async () => {
    const random = createRandom('server down');
    await using folder = await temporaryFolder();
    const port = await freePort();
    const setting = { apiURL: `http://127.0.0.1:${port}/v1`, directory: join(folder.path, 'events'), random };
    const safe: string[] = [];
    for (let round = 0; round < 2; round += 1) safe.push(...(await killUnderLoad(setting, `round-${round}`)));
    await using server = new EventServer({ file: join(folder.path, 'statsig.db'), port });
    await server.started();
    await deliverRest(setting);
    const stored = server.stored();
    expect(safe.filter((name) => stored.get(name) !== 1)).toEqual([]);
    await expectNothingLeft(setting.directory);
  });

  it('arrive at least once at a server that breaks connections and knows no batches', async () => {
    const random = createRandom('at least once');
    await using folder = await temporaryFolder();
    await using server = await startFaultServer({
      log_event: (index) =>
        random.next() < 0.3 ? (index % 2 === 0 ? 'reset' : 'resetMidBody') : { status: 202 },
    });
    const setting = { apiURL: server.apiURL, directory: join(folder.path, 'events'), random };
    const safe: string[] = [];
    for (let round = 0; round < kills; round += 1)
      safe.push(...(await killUnderLoad(setting, `round-${round}`)));
    await deliverRest(setting);
    const delivered = new Set(deliveredNames(server));
    expect(safe.filter((name) => !delivered.has(name))).toEqual([]);
  });
});
