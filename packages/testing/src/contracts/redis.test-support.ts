import { randomUUID } from 'node:crypto';
import type { RedisClient } from '@acme/statsig-node/redis';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { onTestFinished } from 'vitest';

/** A client of Redis, and how to clean up after it. */
export interface TestClient {
  readonly client: RedisClient;
  /** What this test's keys begin with. */
  readonly keyPrefix: string;
}

const url = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';

/** A connected client of each library, for one test. */
export const clients: Readonly<Record<string, () => Promise<TestClient>>> = {
  'node-redis': async () => {
    const client = await createClient({ url }).connect();
    const keyPrefix = await ownKeys();
    onTestFinished(async () => client.close());
    return { client, keyPrefix };
  },
  ioredis: async () => {
    const client = new Redis(url);
    const keyPrefix = await ownKeys();
    onTestFinished(async () => void (await client.quit()));
    return { client, keyPrefix };
  },
};

/** A prefix for the keys of one test, which are deleted after it. */
async function ownKeys(): Promise<string> {
  const keyPrefix = `statsig-test:${randomUUID()}:`;
  onTestFinished(async () => {
    const client = await createClient({ url }).connect();
    for await (const keys of client.scanIterator({ MATCH: `${keyPrefix}*` })) {
      if (keys.length > 0) await client.del(keys);
    }
    await client.close();
  });
  return keyPrefix;
}

/**
 * Whether there is a Redis at `REDIS_URL`, or on its default port.
 *
 * Without one its tests are left out with one line that says so, unless `STATSIG_TEST_SERVICES=required`.
 */
export async function hasRedis(): Promise<boolean> {
  const client = createClient({ url, socket: { connectTimeout: 3_000, reconnectStrategy: false } });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.close();
    return true;
  } catch (error) {
    if (process.env['STATSIG_TEST_SERVICES'] === 'required') throw error;
    process.stderr.write(`SKIPPED: no Redis at ${new URL(url).host}, so its tests do not run.\n`);
    return false;
  }
}
