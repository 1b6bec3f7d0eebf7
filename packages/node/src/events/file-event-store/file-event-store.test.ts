import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StatsigError } from '@acme/statsig-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ManualClock } from '../../manual-clock.test-support.ts';
import type { EventStore, EventStoreHost, StoredBatch } from '../event-store.ts';
import { fileEventStore } from './file-event-store.ts';

const run = { eventCount: 2, json: '[{"eventName":"a"},{"eventName":"b"}]' };
const more = { eventCount: 1, json: '[{"eventName":"c"}]' };
const statsigMetadata = '{"sessionID":"s"}';
const all = {
  eventCount: 3,
  json: '[{"eventName":"a"},{"eventName":"b"},{"eventName":"c"}]',
  statsigMetadata,
};

interface OpenStore {
  readonly store: EventStore;
  readonly clock: ManualClock;
  readonly adopted: StoredBatch[];
  readonly errors: StatsigError[];
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'statsig-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function openStore(directory: string, host: Partial<EventStoreHost> = {}): Promise<OpenStore> {
  const store = fileEventStore({ directory });
  const clock = new ManualClock();
  const adopted: StoredBatch[] = [];
  const errors: StatsigError[] = [];
  onTestFinished(() => store.close());
  await store.open({
    project: 'p',
    statsigMetadata,
    clock,
    adopt: (batch) => void adopted.push(batch),
    report: (error) => void errors.push(error),
    ...host,
  });
  return { store, clock, adopted, errors };
}

/** The files of batches, and the folders of processes, below a directory. */
async function contentOf(
  directory: string,
): Promise<{ files: readonly string[]; owners: readonly string[] }> {
  const entries = await readdir(directory, { recursive: true });
  return {
    files: entries.filter((entry) => entry.endsWith('.events')),
    owners: await readdir(join(directory, 'v1-p')),
  };
}

/** Gives the one folder there is to another process. */
async function giveAway(directory: string, rename_: (name: string) => string): Promise<string> {
  const { owners } = await contentOf(directory);
  const [name = ''] = owners;
  await rename(join(directory, 'v1-p', name), join(directory, 'v1-p', rename_(name)));
  return rename_(name);
}

describe('P25: a file event store', () => {
  it.each([
    ['no directory', { directory: '' }, 'directory must be the path of a directory'],
    ['a small bound', { directory: 'x', maxBytes: 10 }, 'maxBytes must be a number from 65536'],
    ['no interval', { directory: 'x', syncIntervalMs: 0 }, 'syncIntervalMs must be a number from 1 to 60000'],
  ])('refuses %s', (_name, options, message) => {
    expect(() => fileEventStore(options)).toThrow(message);
  });

  it('reads a batch as it was appended, and forgets it', async () => {
    const directory = await temporaryFolder();
    const { store } = await openStore(directory);
    await store.append('batch', run);
    await store.append('batch', more);
    expect(await store.read('batch')).toEqual(all);
    await store.remove('batch');
    await store.remove('batch');
    expect((await contentOf(directory)).files).toEqual([]);
    expect(await store.read('batch')).toMatchObject({ eventCount: 0, json: '[]' });
  });

  it('leaves nothing behind when nothing is left', async () => {
    const directory = await temporaryFolder();
    const { store } = await openStore(directory);
    await store.append('batch', run);
    await store.remove('batch');
    await store.close();
    expect(await contentOf(directory)).toEqual({ files: [], owners: [] });
  });

  it('hands over what was closed, once', async () => {
    const directory = await temporaryFolder();
    const { store } = await openStore(directory);
    await store.append('batch', run);
    await store.append('batch', more);
    await store.close();
    const next = await openStore(directory, { statsigMetadata: '{"sessionID":"t"}' });
    expect(next.adopted).toEqual([{ id: 'batch', eventCount: 3, sizeBytes: all.json.length }]);
    expect(await next.store.read('batch')).toEqual(all);
    expect((await openStore(directory)).adopted).toEqual([]);
  });

  it('leaves alone what belongs to a process that lives, and to another project', async () => {
    const directory = await temporaryFolder();
    const { store, clock } = await openStore(directory);
    await store.append('batch', run);
    const neighbour = await openStore(directory);
    for (let look = 0; look < 10; look += 1) {
      for (const each of [clock, neighbour.clock]) {
        await each.sleeping(5_000);
        await each.advance(5_000);
        await each.sleeping(5_000);
      }
    }
    expect(neighbour.adopted).toEqual([]);
    await neighbour.store.close();
    await store.close();
    expect((await openStore(directory, { project: 'q' })).adopted).toEqual([]);
    expect((await openStore(directory)).adopted).toHaveLength(1);
  });

  it('takes over at once from a process that has ended', async () => {
    const directory = await temporaryFolder();
    const { store } = await openStore(directory);
    await store.append('batch', run);
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await giveAway(directory, (name) => name.replace(/-\d+-/, `-${pid}-`));
    const { adopted } = await openStore(directory);
    expect(adopted).toMatchObject([{ id: 'batch', eventCount: 2 }]);
  });

  it('takes over from a process that cannot be asked when its folder stays untouched', async () => {
    const directory = await temporaryFolder();
    const { store } = await openStore(directory);
    await store.append('batch', run);
    await giveAway(directory, (name) => name.replace(/^[0-9a-f]{12}/, '0123456789ab'));
    const { adopted, clock } = await openStore(directory);
    for (let look = 0; look < 2; look += 1) {
      await clock.sleeping(5_000);
      await clock.advance(5_000);
    }
    expect(adopted).toEqual([]);
    await clock.sleeping(5_000);
    await clock.advance(5_000);
    await expect.poll(() => adopted).toMatchObject([{ id: 'batch', eventCount: 2 }]);
  });

  it('goes on in a new folder when it was taken for dead', async () => {
    const directory = await temporaryFolder();
    const { store } = await openStore(directory);
    await store.append('batch', run);
    await giveAway(directory, () => 'gone');
    await expect(store.append('batch', more)).rejects.toMatchObject({ code: 'EVENT_STORE' });
    await store.append('other', more);
    expect(await store.read('other')).toMatchObject(more);
  });

  it('hands over what was safe when a crash has torn the end of a file', async () => {
    const directory = await temporaryFolder();
    const { store } = await openStore(directory);
    await store.append('batch', run);
    await store.append('batch', more);
    await store.close();
    const [file = ''] = (await contentOf(directory)).files;
    await truncate(join(directory, file), (await readFile(join(directory, file))).length - 1);
    const { adopted, errors } = await openStore(directory);
    expect(adopted).toMatchObject([{ id: 'batch', eventCount: 2 }]);
    expect(errors).toEqual([]);
  });

  it('tells of damage, and hands over the rest', async () => {
    const directory = await temporaryFolder();
    const { store } = await openStore(directory);
    await store.append('batch', run);
    await store.append('batch', more);
    await store.close();
    const [file = ''] = (await contentOf(directory)).files;
    const bytes = await readFile(join(directory, file));
    bytes.write('X', bytes.indexOf('"a"') + 1);
    await writeFile(join(directory, file), bytes);
    const { adopted, errors } = await openStore(directory);
    expect(adopted).toMatchObject([{ id: 'batch', eventCount: 1 }]);
    expect(errors).toMatchObject([{ code: 'EVENT_STORE', message: expect.stringContaining('are damaged') }]);
  });

  it('says what to do when its directory is a file', async () => {
    const directory = join(await temporaryFolder(), 'file');
    await writeFile(directory, '');
    await expect(openStore(directory)).rejects.toMatchObject({
      code: 'EVENT_STORE',
      message: expect.stringContaining('Set a directory, not a file'),
    });
  });

  it('belongs to one SDK object', async () => {
    const { store } = await openStore(await temporaryFolder());
    const host = {
      project: 'p',
      statsigMetadata,
      clock: new ManualClock(),
      adopt: () => {},
      report: () => {},
    };
    await expect(store.open(host)).rejects.toMatchObject({ code: 'EVENT_STORE' });
  });
});
