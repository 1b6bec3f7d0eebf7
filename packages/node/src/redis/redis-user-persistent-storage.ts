import { StatsigError, type StickyValues } from '@acme/statsig-core';
import type { UserPersistentStorage } from '../sticky/user-persistent-storage.ts';
import { commandsOf, type RedisClient } from './redis-client.ts';

/** How Redis is used. */
export interface RedisUserPersistentStorageOptions {
  /**
   * What every key begins with.
   *
   * @defaultValue `'statsig|sticky|'`
   */
  readonly keyPrefix?: string | undefined;
}

/** As a list: clients make objects of hashes, and one of them loses a field that is called `__proto__`. */
const loadScript = "return redis.call('HGETALL', KEYS[1])";

/**
 * A storage in Redis: a hash for each unit, with a field for each experiment or layer.
 *
 * @param client - Of node-redis or ioredis; connected by the application, and closed by it, after `shutdown()`.
 * @throws {StatsigError} `INVALID_OPTIONS` for another client.
 */
export function redisUserPersistentStorage(
  client: RedisClient,
  { keyPrefix = 'statsig|sticky|' }: RedisUserPersistentStorageOptions = {},
): UserPersistentStorage {
  const commands = commandsOf(client);
  if (commands === undefined) {
    const message = 'redisUserPersistentStorage() needs a client of node-redis or of ioredis.';
    throw new StatsigError('INVALID_OPTIONS', message);
  }
  return {
    async load(key) {
      const entries = pairs(await commands.evaluate(loadScript, `${keyPrefix}${key}`, []));
      if (entries.length === 0) return undefined;
      return Object.fromEntries(entries.map(([name, text]) => [name, JSON.parse(text) as StickyValues]));
    },
    save: (key, configName, values) =>
      commands.setHashField(`${keyPrefix}${key}`, configName, JSON.stringify(values)),
    delete: (key, configName) => commands.deleteHashField(`${keyPrefix}${key}`, configName),
  };
}

function pairs(list: unknown): readonly (readonly [name: string, text: string])[] {
  const texts = Array.isArray(list) ? list.map(String) : [];
  return texts.flatMap((name, index) => (index % 2 === 0 ? [[name, texts[index + 1] ?? ''] as const] : []));
}
