import { base64 } from './base64.ts';
import { createBucketMemo } from './bucket-memo.ts';
import { compress, initialState } from './compress.ts';
import { blockBytes, closingBytes, pad } from './pad.ts';
import { utf8, writeUtf8 } from './utf8.ts';

/** Turns a unit ID into a number from 0 to one below the number of buckets. */
export type Bucketer = (unitID: string) => number;

/** The first 64 bits of SHA-256, behind a constant salt; owns its scratch words, so it belongs to one set of specs and updates. */
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
  /** How ID lists name a unit: the first eight base64 characters of its SHA-256. */
  idListHash(unitID: string): string;
}

/** What two blocks hold; one holds a block less. */
const contentBytes = 2 * blockBytes - closingBytes;

/**
 * Creates a kernel.
 *
 * Bucketing is the hot path, and nearly all its texts end within two blocks after the salt's whole blocks. Those are
 * hashed once per salt; per unit one compression is left, two for some salts, and none for a unit that comes back.
 * Longer texts take a compression for each further block.
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
  const digestUnit = digester('', scratch);
  const idListHash = (unitID: string): string => {
    digestUnit(unitID);
    const words = new DataView(new ArrayBuffer(8));
    words.setInt32(0, scratch.state[0]!);
    words.setInt32(4, scratch.state[1]!);
    return base64(new Uint8Array(words.buffer, 0, 6));
  };
  return { bucketer, idListHash };
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
    for (let i = 0; i < 8; i++) state[i] = midstate[i]!;
    if (end > contentBytes) {
      compressAll(state, tail, utf8(unitID), whole);
      return;
    }
    for (let i = 0; i < tail.length; i++) blocks[i] = tail[i]!;
    const last = end <= blockBytes - closingBytes ? 0 : blockBytes;
    pad(blocks, end, last + blockBytes, whole + end);
    compress(state, blocks, 0);
    if (last > 0) compress(state, blocks, last);
  };
}

/** Hashes what follows the first `whole` bytes, however long it is. */
function compressAll(state: Int32Array, tail: Uint8Array, unit: Uint8Array, whole: number): void {
  const end = tail.length + unit.length;
  const blocks = new Uint8Array(Math.ceil((end + closingBytes) / blockBytes) * blockBytes);
  blocks.set(tail);
  blocks.set(unit, tail.length);
  pad(blocks, end, blocks.length, whole + end);
  for (let at = 0; at < blocks.length; at += blockBytes) compress(state, blocks, at);
}

/** 64 bits modulo `buckets`, without 64-bit numbers: 2^32 is reduced first, and every product stays exact. */
function reduce(high: number, low: number, buckets: number): number {
  return ((high % buckets) * (0x1_0000_0000 % buckets) + (low % buckets)) % buckets;
}
