import type { Leases } from '../persistence/data-adapter.ts';
import type { RedisCommands } from './redis-client.ts';

/** Takes the lease if it is free or the owner's, in one step, so that no two processes can both have it. */
const acquireScript = `
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

/** Deletes the lease only if it is still the owner's: it may have run out, and be somebody else's by now. */
const releaseScript = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`;

/** Leases that Redis itself lets run out, so that the clocks of the processes do not matter. */
export function redisLeases(commands: RedisCommands, keyPrefix: string): Leases {
  return {
    acquire: async (key, { owner, ttlMs }) =>
      (await commands.evaluate(acquireScript, `${keyPrefix}${key}`, [owner, String(Math.ceil(ttlMs))])) === 1,
    release: (key, owner) => commands.evaluate(releaseScript, `${keyPrefix}${key}`, [owner]),
  };
}
