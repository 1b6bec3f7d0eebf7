import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  fileDataAdapter,
  fileUserPersistentStorage,
  memoryDataAdapter,
  memoryUserPersistentStorage,
} from '@acme/statsig-node';
import { redisDataAdapter, redisUserPersistentStorage } from '@acme/statsig-node/redis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type DataAdapterContractOptions, dataAdapterContract } from './data-adapter.ts';
import { clients, hasRedis } from './redis.test-support.ts';
import {
  type UserPersistentStorageContractOptions,
  userPersistentStorageContract,
} from './user-persistent-storage.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'statsig-contract-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'made', 'when needed');
}

const redisClients = (await hasRedis()) ? Object.entries(clients) : [];

let time = 0;
const adapters: Readonly<Record<string, DataAdapterContractOptions>> = {
  memoryDataAdapter: {
    create: () => memoryDataAdapter({ clock: { now: () => time } }),
    pass: (ms) => {
      time += ms;
    },
  },
  fileDataAdapter: { create: async () => fileDataAdapter({ directory: await temporaryFolder() }) },
  'memoryDataAdapter with nothing but get and set': {
    create: () => {
      const { get, set } = memoryDataAdapter();
      return { get, set };
    },
  },
  ...Object.fromEntries(
    redisClients.map(([name, connect]) => [
      `redisDataAdapter on ${name}`,
      {
        async create() {
          const { client, keyPrefix } = await connect();
          return redisDataAdapter(client, { keyPrefix, legacyHash: `${keyPrefix}legacy` });
        },
      },
    ]),
  ),
};

describe.each(Object.entries(adapters))('%s', (_name, options) => {
  for (const { name, run } of dataAdapterContract(options)) it(name, run);
});

const storages: Readonly<Record<string, UserPersistentStorageContractOptions>> = {
  memoryUserPersistentStorage: { create: () => memoryUserPersistentStorage() },
  fileUserPersistentStorage: {
    create: async () => fileUserPersistentStorage({ directory: await temporaryFolder() }),
  },
  ...Object.fromEntries(
    redisClients.map(([name, connect]) => [
      `redisUserPersistentStorage on ${name}`,
      {
        async create() {
          const { client, keyPrefix } = await connect();
          return redisUserPersistentStorage(client, { keyPrefix });
        },
      },
    ]),
  ),
};

describe.each(Object.entries(storages))('%s', (_name, options) => {
  for (const { name, run } of userPersistentStorageContract(options)) it(name, run);
});

describe('dataAdapterContract', () => {
  /** The cases that an adapter fails. */
  async function failures(options: DataAdapterContractOptions): Promise<readonly string[]> {
    const outcomes = dataAdapterContract(options).map(({ name, run }) =>
      run().then(
        () => [],
        () => [name],
      ),
    );
    return (await Promise.all(outcomes)).flat();
  }

  it.each<[name: string, options: DataAdapterContractOptions, failed: readonly string[]]>([
    [
      'forgets',
      { create: () => ({ get: async () => undefined, set: async () => undefined }) },
      [
        'gives back what was set, to the character',
        'keeps what was set last',
        'takes any key, and mixes none up',
        'never shows a part of a text, also while many are set at once',
      ],
    ],
    [
      'gives leases to everybody',
      {
        create: () => ({
          ...memoryDataAdapter(),
          leases: { acquire: async () => true, release: async () => 0 },
        }),
      },
      [
        'gives a lease to one owner, who may extend it',
        'gives a lease to one of many who want it at once',
        'takes a lease back from its owner, and from nobody else',
        'lets a lease run out',
      ],
    ],
  ])('fails an adapter that %s', async (_name, options, failed) => {
    expect(await failures(options)).toEqual(failed);
  });
});
