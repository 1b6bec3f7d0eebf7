import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { redisDataAdapter, redisUserPersistentStorage } from '@acme/statsig-node/redis';
import { describe, expect, it } from 'vitest';
import { clients, hasRedis } from './redis.test-support.ts';

const payload = JSON.stringify({ has_updates: true, time: 5, feature_gates: [], text: 'ü'.repeat(10_000) });
const isThere = await hasRedis();

/** Fields of hashes are set in the client's own spelling. */
async function setField(client: object, key: string, field: string, value: string): Promise<void> {
  if ('hSet' in client && typeof client.hSet === 'function') await client.hSet(key, field, value);
  else if ('hset' in client && typeof client.hset === 'function') await client.hset(key, field, value);
}

describe.skipIf(!isThere).each(Object.entries(clients))('redisDataAdapter on %s', (_name, connect) => {
  it('P34: reads what statsig-node-redis wrote: deflated, as base64, in one hash', async () => {
    const { client, keyPrefix } = await connect();
    const legacyHash = `${keyPrefix}statsig-redis`;
    const deflated = (await promisify(deflate)(payload)).toString('base64');
    await setField(client, legacyHash, 'statsig.cache', deflated);
    const adapter = redisDataAdapter(client, { keyPrefix, legacyHash });
    expect(await adapter.get('statsig.cache')).toBe(payload);
    await adapter.set('statsig.cache', 'newer');
    expect(await adapter.get('statsig.cache')).toBe('newer');
  });

  it('P34: reads what the forward proxy wrote: a hash under the key, with the payload in a field', async () => {
    const { client, keyPrefix } = await connect();
    const key = 'statsig|/v1/download_config_specs|plain_text|secret-1234567890abc';
    await setField(client, `${keyPrefix}${key}`, 'lcut', '5');
    await setField(client, `${keyPrefix}${key}`, 'config', payload);
    expect(await redisDataAdapter(client, { keyPrefix }).get(key)).toBe(payload);
  });

  it('rejects when what another wrote cannot be read', async () => {
    const { client, keyPrefix } = await connect();
    const legacyHash = `${keyPrefix}statsig-redis`;
    await setField(client, legacyHash, 'statsig.cache', 'not deflated');
    await expect(redisDataAdapter(client, { legacyHash }).get('statsig.cache')).rejects.toThrow('header');
  });
});

describe('a client that is neither', () => {
  const values = new Map<string, string>();
  const client = {
    get: async (key: string) => values.get(key),
    set: async (key: string, value: string) => values.set(key, value),
  };

  it('needs only get and set, and has no leases', async () => {
    const adapter = redisDataAdapter(client, { keyPrefix: 'flags:' });
    expect(adapter.leases).toBeUndefined();
    await adapter.set('key', 'value');
    expect(await adapter.get('key')).toBe('value');
    expect([...values.keys()]).toEqual(['flags:key']);
    expect(await adapter.get('other')).toBeUndefined();
  });

  it('cannot keep the groups of users', () => {
    expect(() => redisUserPersistentStorage(client)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTIONS' }),
    );
  });
});
