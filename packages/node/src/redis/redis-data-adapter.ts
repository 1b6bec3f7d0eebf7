import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { DataAdapter } from '../persistence/data-adapter.ts';
import { commandsOf, type RedisClient, type RedisCommands } from './redis-client.ts';
import { redisLeases } from './redis-leases.ts';

/** How Redis is used. */
export interface RedisDataAdapterOptions {
  /**
   * What every key begins with, e.g. `flags:`. Official SDKs find the keys only without one.
   *
   * @defaultValue `''`
   */
  readonly keyPrefix?: string | undefined;
  /**
   * The hash in which `statsig-node-redis` keeps its values. They are read where there are no newer ones.
   *
   * @defaultValue `'statsig-redis'`
   */
  readonly legacyHash?: string | undefined;
}

/**
 * A cache in Redis, for all processes of a fleet: one of them asks the server, the others read what it sets.
 *
 * Reads what Statsig's SDKs, `statsig-node-redis` and the forward proxy have set as well. A client that is neither of
 * node-redis nor of ioredis needs only `get` and `set`, and then every process asks the server.
 *
 * @param client - Connected by the application, and closed by it, after `shutdown()`.
 * @example
 * const client = await createClient().connect();
 * createStatsig({ dataAdapter: redisDataAdapter(client) });
 */
export function redisDataAdapter(
  client: RedisClient,
  { keyPrefix = '', legacyHash = 'statsig-redis' }: RedisDataAdapterOptions = {},
): DataAdapter {
  const commands = commandsOf(client);
  return {
    async get(key) {
      const value = await ownOrProxyValue(client, commands, `${keyPrefix}${key}`);
      return value ?? (await legacyValue(commands, legacyHash, key));
    },
    set: (key, value) => client.set(`${keyPrefix}${key}`, value),
    ...(commands === undefined ? undefined : { leases: redisLeases(commands, keyPrefix) }),
  };
}

/** The forward proxy keeps a hash under the key, with the payload in one of its fields. */
async function ownOrProxyValue(
  client: RedisClient,
  commands: RedisCommands | undefined,
  key: string,
): Promise<string | undefined> {
  try {
    return textOf(await client.get(key));
  } catch (error) {
    const isHash = error instanceof Error && error.message.startsWith('WRONGTYPE');
    if (!isHash || commands === undefined) throw error;
    return textOf(await commands.hashField(key, 'config'));
  }
}

/** `statsig-node-redis` deflates its values and writes them as base64. */
async function legacyValue(
  commands: RedisCommands | undefined,
  hash: string,
  field: string,
): Promise<string | undefined> {
  const value = textOf(await commands?.hashField(hash, field));
  if (value === undefined) return undefined;
  return (await promisify(inflate)(Buffer.from(value, 'base64'))).toString();
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
