import type { Exposure } from '@acme/statsig-core';

/** The same exposure counts once in this time. */
const windowMs = 60_000;
const maxKeysPerGeneration = 50_000;

/** What changes with time, and does not make an exposure another one. */
const passing: ReadonlySet<string> = new Set(['reason', 'configSyncTime', 'initTime', 'serverTime']);

/**
 * Remembers which exposures were logged within the last minute: at most 100,000, of which the longest unseen go first.
 *
 * Keys live in two generations. What is seen moves to the younger one, and the older one is forgotten as a whole, which
 * costs nothing; a single map in order of use would pay for each key that it forgets.
 */
export class ExposureDedupe {
  /** When each was logged, in epoch milliseconds. */
  #younger = new Map<string, number>();
  #older = new Map<string, number>();
  #startedAt = 0;

  /**
   * Whether this exposure is the first of its kind in a minute; if so, it is remembered.
   *
   * @param identity - All IDs of the user with their names, from `EventUser`.
   */
  isNew(identity: string, exposure: Exposure, now: number): boolean {
    const key = keyOf(identity, exposure);
    if (now - this.#startedAt >= windowMs) this.#age(now);
    const last = this.#younger.get(key) ?? this.#older.get(key);
    const isRepeated = last !== undefined && now - last < windowMs;
    if (this.#younger.size >= maxKeysPerGeneration && !this.#younger.has(key)) this.#age(now);
    this.#younger.set(key, isRepeated ? last : now);
    return !isRepeated;
  }

  #age(now: number): void {
    this.#older = this.#younger;
    this.#younger = new Map();
    this.#startedAt = now;
  }
}

function keyOf(identity: string, { eventName, metadata }: Exposure): string {
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
