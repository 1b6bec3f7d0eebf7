import { createBucketMemo } from './bucket-memo.ts';
import { compress, initialState } from './compress.ts';
import { blockBytes, closingBytes, pad } from './pad.ts';
import { sha256 } from './sha256.ts';
import { utf8, writeUtf8 } from './utf8.ts';

/** Turns a unit ID into a number from 0 to one below the number of buckets. */
export type Bucketer = (unitID: string) => number;

/** SHA-256 for short texts behind a constant salt; owns its scratch words, so it belongs to one set of specs and updates. */
export interface Kernel {
  /**
   * Maps units to buckets, the same in every Statsig SDK.
   *
   * Hashes `salt` followed by the unit ID with SHA-256, reads the first 64 bits as a big-endian unsigned number and
   * takes it modulo `buckets`.
   *
   * @param salt - Everything before the unit ID, its dots included.
   * @param buckets - 10,000 for pass percentages, 1,000 for `user_bucket` conditions.
   */
  bucketer(salt: string, buckets: number): Bucketer;
}

/** What two blocks hold; one holds a block less. */
const contentBytes = 2 * blockBytes - closingBytes;

/**
 * Creates a kernel.
 *
 * Bucketing is the hot path, and nearly all its texts end within two blocks after the salt's whole blocks. Those are
 * hashed once per salt; per unit one compression is left, two for some salts, and none for a unit that comes back.
 * Longer texts are hashed as a whole.
 */
export function createKernel(): Kernel {
  const scratch: KernelScratch = { state: new Int32Array(8), blocks: new Uint8Array(2 * blockBytes) };
  const memo = createBucketMemo();

  const bucketer = (salt: string, buckets: number): Bucketer => {
    const digest = digester(salt, scratch);
    const { state } = scratch;
    let known = new Map<string, number>();
    let { generation } = memo;
    return (unitID) => {
      if (generation !== memo.generation) {
        known = new Map();
        generation = memo.generation;
      }
      const bucket = known.get(unitID);
      if (bucket !== undefined) return bucket;
      digest(unitID);
      const found = reduce(state[0]! >>> 0, state[1]! >>> 0, buckets);
      memo.note(known, unitID, found, state);
      return found;
    };
  };
  return { bucketer };
}

interface KernelScratch {
  readonly state: Int32Array;
  readonly blocks: Uint8Array;
}

/** Hashes units behind a salt; leaves the first 64 bits of the digest in the first two words of `state`. */
function digester(salt: string, { state, blocks }: KernelScratch): (unitID: string) => void {
  const prefix = utf8(salt);
  const whole = prefix.length - (prefix.length % blockBytes);
  const midstate = new Int32Array(initialState);
  for (let at = 0; at < whole; at += blockBytes) compress(midstate, prefix, at);
  const tail = prefix.slice(whole);

  return (unitID) => {
    const end =
      tail.length + unitID.length <= contentBytes ? writeUtf8(unitID, blocks, tail.length) : Infinity;
    if (end > contentBytes) {
      const view = new DataView(sha256(utf8(salt + unitID)).buffer);
      state[0] = view.getInt32(0);
      state[1] = view.getInt32(4);
      return;
    }
    for (let i = 0; i < tail.length; i++) blocks[i] = tail[i]!;
    const last = end <= blockBytes - closingBytes ? 0 : blockBytes;
    pad(blocks, end, last + blockBytes, whole + end);
    for (let i = 0; i < 8; i++) state[i] = midstate[i]!;
    compress(state, blocks, 0);
    if (last > 0) compress(state, blocks, last);
  };
}

/** 64 bits modulo `buckets`, without 64-bit numbers: 2^32 is reduced first, and every product stays exact. */
function reduce(high: number, low: number, buckets: number): number {
  return ((high % buckets) * (0x1_0000_0000 % buckets) + (low % buckets)) % buckets;
}
