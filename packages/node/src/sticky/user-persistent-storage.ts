import type { StickyValues, UserPersistedValues } from '@acme/statsig-core';

/**
 * Where the groups that users got in experiments are kept, so that they stay in them while an experiment runs.
 *
 * Keys and values are those of Statsig's SDKs, which can take over from each other. Methods may be synchronous or return
 * promises. When one throws or rejects, that is logged and announced as an `error`; answers go on without it.
 *
 * @example
 * const storage: UserPersistentStorage = {
 *   load: async (key) => toObject(await redis.hGetAll(key)),
 *   save: (key, configName, values) => redis.hSet(key, configName, JSON.stringify(values)),
 *   delete: (key, configName) => redis.hDel(key, configName),
 * };
 */
export interface UserPersistentStorage {
  /**
   * Finds all assignments of one unit, by the name of the experiment or layer.
   *
   * @param key - The unit's ID and its type, e.g. `user-1:userID`.
   * @returns Undefined or null when there are none.
   */
  load(key: string): Found | Promise<Found>;
  /** Keeps an assignment, in place of an earlier one of the same experiment or layer. */
  save(key: string, configName: string, values: StickyValues): unknown;
  /** Forgets an assignment, if there is one. Called whenever a storage is set and an answer is not to be kept. */
  delete(key: string, configName: string): unknown;
}

type Found = UserPersistedValues | null | undefined;

/** A storage in memory, for tests and for applications of one process: it grows with every unit, and ends with the process. */
export function memoryUserPersistentStorage(): UserPersistentStorage {
  const units = new Map<string, Map<string, StickyValues>>();
  return {
    load(key) {
      const unit = units.get(key);
      return unit === undefined ? undefined : Object.fromEntries(unit);
    },
    save(key, configName, values) {
      const unit = units.get(key) ?? new Map<string, StickyValues>();
      units.set(key, unit.set(configName, values));
    },
    delete(key, configName) {
      const unit = units.get(key);
      unit?.delete(configName);
      if (unit?.size === 0) units.delete(key);
    },
  };
}
