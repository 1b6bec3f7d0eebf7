/** The same key counts once in this time. */
const windowMs = 60_000;
const maxKeysPerGeneration = 50_000;

/**
 * Remembers which keys counted within the last minute: at most 100,000, of which the longest unseen go first.
 *
 * Keys live in two generations. What is seen moves to the younger one, and the older one is forgotten as a whole, which
 * costs nothing; a single map in order of use would pay for each key that it forgets.
 */
export class RecentKeys {
  /** When each counted, in epoch milliseconds. */
  #younger = new Map<string, number>();
  #older = new Map<string, number>();
  #startedAt = 0;

  /** Whether this is the first of its kind in a minute; if so, it is remembered. */
  isNew(key: string, now: number): boolean {
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
