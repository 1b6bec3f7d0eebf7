import { hash } from 'fast-sha256';
import { utf8, writeUtf8 } from './utf8.ts';

/** Turns a unit ID into a number from 0 to one below the number of buckets. */
export type Bucketer = (unitID: string) => number;

/** SHA-256 for short texts behind a constant salt; owns its scratch words, so it belongs to one set of specs. */
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

const blockBytes = 64;
/** A block also holds a marker byte and the length in eight bytes. */
const contentBytes = 55;

/**
 * Creates a kernel.
 *
 * Bucketing is the hot path, and nearly all its texts end within one block after the salt's whole blocks. Those are
 * hashed once per salt; per unit one compression is left. Longer texts go to `fast-sha256`.
 */
export function createKernel(): Kernel {
  const words = new Int32Array(blockBytes);
  const state = new Int32Array(8);
  const block = new Uint8Array(blockBytes);

  const bucketer = (salt: string, buckets: number): Bucketer => {
    const prefix = utf8(salt);
    const whole = prefix.length - (prefix.length % blockBytes);
    const midstate = new Int32Array(initialState);
    for (let at = 0; at < whole; at += blockBytes)
      compress(midstate, words, prefix.subarray(at, at + blockBytes));
    const tail = prefix.slice(whole);

    return (unitID) => {
      const end =
        tail.length + unitID.length <= contentBytes ? writeUtf8(unitID, block, tail.length) : Infinity;
      if (end > contentBytes) return reduceBytes(hash(utf8(salt + unitID)), buckets);
      block.set(tail);
      pad(block, end, whole + end);
      state.set(midstate);
      compress(state, words, block);
      return reduce(state[0]! >>> 0, state[1]! >>> 0, buckets);
    };
  };
  return { bucketer };
}

/** 64 bits modulo `buckets`, without 64-bit numbers: 2^32 is reduced first, and every product stays exact. */
function reduce(high: number, low: number, buckets: number): number {
  return ((high % buckets) * (0x1_0000_0000 % buckets) + (low % buckets)) % buckets;
}

function reduceBytes(digest: Uint8Array, buckets: number): number {
  const view = new DataView(digest.buffer, digest.byteOffset);
  return reduce(view.getUint32(0), view.getUint32(4), buckets);
}

/** Ends the last block: a marker bit, zeros, the length of the whole text in bits. */
function pad(block: Uint8Array, end: number, totalBytes: number): void {
  block[end] = 0x80;
  block.fill(0, end + 1, 60);
  const bits = totalBytes * 8;
  block[60] = bits >>> 24;
  block[61] = bits >>> 16;
  block[62] = bits >>> 8;
  block[63] = bits;
}

/** One round of SHA-256 over one block: FIPS 180-4, 6.2.2. */
function compress(state: Int32Array, words: Int32Array, block: Uint8Array): void {
  for (let i = 0; i < 16; i++) {
    words[i] =
      (block[i * 4]! << 24) | (block[i * 4 + 1]! << 16) | (block[i * 4 + 2]! << 8) | block[i * 4 + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15]!;
    const y = words[i - 2]!;
    const small0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const small1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[i] = (words[i - 16]! + words[i - 7]! + small0 + small1) | 0;
  }

  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const big1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + big1 + ((e & f) ^ (~e & g)) + roundConstants[i]! + words[i]!) | 0;
    const big0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = state[0]! + a;
  state[1] = state[1]! + b;
  state[2] = state[2]! + c;
  state[3] = state[3]! + d;
  state[4] = state[4]! + e;
  state[5] = state[5]! + f;
  state[6] = state[6]! + g;
  state[7] = state[7]! + h;
}

const primes = /* @__PURE__ */ firstPrimes(64);
const roundConstants = /* @__PURE__ */ Int32Array.from(primes, (prime) => fraction(prime ** (1 / 3)));
const initialState = /* @__PURE__ */ Int32Array.from(primes.slice(0, 8), (prime) =>
  fraction(prime ** (1 / 2)),
);

/** The first 32 bits behind the point, which is where SHA-256's constants come from. */
function fraction(root: number): number {
  return ((root % 1) * 0x1_0000_0000) | 0;
}

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}
