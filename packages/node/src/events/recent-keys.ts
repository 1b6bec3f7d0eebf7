/** The same key counts once in this time. */
const windowMs = 60_000;
const maxKeysPerGeneration = 50_000;
const minSlots = 1_024;

/** 64 bits that stand for something: a `Fingerprint`. */
export interface Key {
  readonly low: number;
  readonly high: number;
}

/**
 * Remembers which keys counted within the last minute: at most 100,000, of which the longest unseen go first.
 *
 * Keys live in two generations. What is seen moves to the younger one, and the older one is forgotten as a whole, which
 * costs nothing; a single map in order of use would pay for each key that it forgets.
 */
export class RecentKeys {
  #younger = new Generation();
  #older = new Generation();
  #startedAt = 0;

  /** Whether this is the first of its kind in a minute; if so, it is remembered. */
  isNew(key: Key, now: number): boolean {
    if (now - this.#startedAt >= windowMs) this.#age(now);
    const seenLately = this.#younger.timeOf(key);
    const last = seenLately ?? this.#older.timeOf(key);
    const isRepeated = last !== undefined && now - last < windowMs;
    if (isRepeated && seenLately !== undefined) return false;
    if (seenLately === undefined && this.#younger.size >= maxKeysPerGeneration) this.#age(now);
    this.#younger.set(key, isRepeated ? last : now);
    return !isRepeated;
  }

  #age(now: number): void {
    const forgotten = this.#older;
    forgotten.clear();
    this.#older = this.#younger;
    this.#younger = forgotten;
    this.#startedAt = now;
  }
}

/** Keys with a time each, in a hash table of plain numbers: a map of texts takes several times as long, and as much. */
class Generation {
  size = 0;
  /** Two to a slot: the halves of its key, both 0 where there is none. */
  #keys = new Int32Array(minSlots * 2);
  /** In epoch milliseconds. */
  #times = new Float64Array(minSlots);

  timeOf(key: Key): number | undefined {
    const slot = this.#slotOf(key.low, key.high);
    return this.#isFree(slot) ? undefined : this.#times[slot];
  }

  set({ low, high }: Key, time: number): void {
    if (this.size * 2 >= this.#times.length) this.#grow();
    const slot = this.#slotOf(low, high);
    if (this.#isFree(slot)) this.size += 1;
    this.#keys[slot * 2] = low;
    this.#keys[slot * 2 + 1] = high;
    this.#times[slot] = time;
  }

  clear(): void {
    this.#keys.fill(0);
    this.size = 0;
  }

  /** Where a key is, or would be. */
  #slotOf(low: number, high: number): number {
    const keys = this.#keys;
    const last = this.#times.length - 1;
    let slot = low & last;
    while (!this.#isFree(slot) && (keys[slot * 2] !== low || keys[slot * 2 + 1] !== high)) {
      slot = (slot + 1) & last;
    }
    return slot;
  }

  #isFree(slot: number): boolean {
    return this.#keys[slot * 2] === 0 && this.#keys[slot * 2 + 1] === 0;
  }

  #grow(): void {
    const keys = this.#keys;
    const times = this.#times;
    this.#keys = new Int32Array(keys.length * 2);
    this.#times = new Float64Array(times.length * 2);
    this.size = 0;
    for (const [slot, time] of times.entries()) {
      const low = keys[slot * 2] ?? 0;
      const high = keys[slot * 2 + 1] ?? 0;
      if (low !== 0 || high !== 0) this.set({ low, high }, time);
    }
  }
}
