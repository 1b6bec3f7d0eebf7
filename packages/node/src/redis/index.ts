export type { RedisClient } from './redis-client.ts';
export { type RedisDataAdapterOptions, redisDataAdapter } from './redis-data-adapter.ts';
export {
  type RedisUserPersistentStorageOptions,
  redisUserPersistentStorage,
} from './redis-user-persistent-storage.ts';
