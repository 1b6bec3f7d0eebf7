import type { Exposure } from '@acme/statsig-core';

/** What changes with time, and does not make an exposure another one. */
const passing: ReadonlySet<string> = new Set(['reason', 'configSyncTime', 'initTime', 'serverTime']);

/**
 * The same for exposures that say the same.
 *
 * @param identity - All IDs of the user with their names, from `EventUser`.
 */
export function exposureKey(identity: string, { eventName, metadata }: Exposure): string {
  let key = identity + part(eventName);
  for (const name in metadata) {
    if (!passing.has(name)) key += part(name) + part(String(metadata[name]));
  }
  return key;
}

/** A text with its length before it, so that no two lists of texts make the same key. */
export function part(text: string): string {
  return `${text.length}:${text}`;
}
