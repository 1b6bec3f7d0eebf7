/** Remembers the buckets of units that come back, within a bound. */
export interface BucketMemo {
  /** Grows when all was forgotten: tables made before do not count any more. */
  generation: number;
  /**
   * Notes that a unit was hashed. It is remembered when it was noted before, not long ago: a service sees many units
   * once, and remembering those would cost more than hashing them.
   *
   * @param table - The buckets of one salt, by unit ID.
   * @param digest - The unit's hash under this salt, of which the first two words are used.
   */
  note(table: Map<string, number>, unitID: string, bucket: number, digest: Int32Array): void;
}

/** How many buckets are remembered over all salts; then all are forgotten. About 10 MB when full. */
const maxRemembered = 100_000;
/** How many hashes seen once are kept in mind; a power of two. */
const seenSlots = 1 << 16;

export function createBucketMemo(): BucketMemo {
  let seen: Int32Array | undefined;
  let remembered = 0;
  let turn = 0;
  const memo: BucketMemo = {
    generation: 0,
    note(table, unitID, bucket, digest) {
      seen ??= new Int32Array(seenSlots);
      const mark = digest[1]!;
      const slot = digest[0]! & (seenSlots - 1);
      const other = (digest[0]! >>> 16) & (seenSlots - 1);
      if (seen[slot] !== mark && seen[other] !== mark) {
        // In turn, so that units which share one slot do not drive each other out for ever.
        turn ^= 1;
        seen[turn === 0 ? slot : other] = mark;
        return;
      }
      table.set(unitID, bucket);
      if (++remembered < maxRemembered) return;
      memo.generation++;
      remembered = 0;
    },
  };
  return memo;
}
