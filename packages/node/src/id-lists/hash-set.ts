import type { IDList } from '@acme/statsig-core';

const smallestCapacity = 16;

/** What is expected is made room for in advance, so that nothing is moved later; but not more than for two million. */
const largestFirstCapacity = 2 ** 22;
const noCode = -1;

/** What each ASCII character stands for in base64; -1 for those that are none of it. */
const codes: Int8Array = (() => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const table = new Int8Array(128).fill(noCode);
  for (let code = 0; code < alphabet.length; code += 1) table[alphabet.charCodeAt(code)] = code;
  return table;
})();

const letters = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');

/** The length of a hash, in characters. */
export const hashLength = 8;

/**
 * A set of hashes of eight base64 characters, which are 48 bits: each takes 8 bytes in a table that is at most half full.
 * A million of them take 16 MiB, outside of the heap; a `Set` of texts takes 43 MiB of it. A copy takes milliseconds.
 */
export class HashSet implements IDList {
  /** Open addressing, with linear probing. A slot holds the 48 bits and one; an empty one holds 0. */
  #slots: Float64Array;
  #size: number;

  /** @param start - What the set begins with: the hashes of another one, or room for this many. */
  constructor(start: HashSet | number = 0) {
    this.#slots = start instanceof HashSet ? start.#slots.slice() : new Float64Array(capacityFor(start));
    this.#size = start instanceof HashSet ? start.#size : 0;
  }

  get size(): number {
    return this.#size;
  }

  has(hash: string): boolean {
    if (hash.length !== hashLength) return false;
    const bits = bitsOf((index) => hash.charCodeAt(index));
    return bits !== noCode && this.#slots[this.#find(bits + 1)] !== 0;
  }

  /** Adds the hash that stands in ASCII bytes at `start`. What is no hash is left out: no unit ID can have it. */
  addFrom(bytes: Uint8Array, start: number): void {
    const bits = bitsOf((index) => bytes[start + index] ?? 0);
    if (bits === noCode) return;
    const slot = this.#find(bits + 1);
    if (this.#slots[slot] !== 0) return;
    this.#slots[slot] = bits + 1;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#grow();
  }

  /** Removes the hash that stands in ASCII bytes at `start`. */
  deleteFrom(bytes: Uint8Array, start: number): void {
    const bits = bitsOf((index) => bytes[start + index] ?? 0);
    if (bits === noCode) return;
    const slot = this.#find(bits + 1);
    if (this.#slots[slot] === 0) return;
    this.#size -= 1;
    this.#close(slot);
  }

  /** Each hash as text. */
  *[Symbol.iterator](): Generator<string> {
    const text = Buffer.alloc(hashLength);
    for (const slot of this.#slots) {
      if (slot === 0) continue;
      let bits = slot - 1;
      for (let index = hashLength - 1; index >= 0; index -= 1) {
        text[index] = letters[bits % 64] ?? 0;
        bits = Math.floor(bits / 64);
      }
      yield text.toString('latin1');
    }
  }

  /** The slot that holds a value, or the empty one where it would go. */
  #find(value: number): number {
    const mask = this.#slots.length - 1;
    let slot = homeOf(value, mask);
    for (let held = this.#slots[slot]; held !== 0 && held !== value; held = this.#slots[slot]) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Float64Array(old.length * 2);
    for (const value of old) if (value !== 0) this.#slots[this.#find(value)] = value;
  }

  /** Empties a slot, and moves up those behind it that would not be found any more. */
  #close(emptied: number): void {
    const mask = this.#slots.length - 1;
    let hole = emptied;
    for (let slot = (hole + 1) & mask; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const value = this.#slots[slot] ?? 0;
      const distance = (slot - homeOf(value, mask)) & mask;
      if (distance < ((slot - hole) & mask)) continue;
      this.#slots[hole] = value;
      hole = slot;
    }
    this.#slots[hole] = 0;
  }
}

function capacityFor(count: number): number {
  let capacity = smallestCapacity;
  while (capacity < count * 2 && capacity < largestFirstCapacity) capacity *= 2;
  return capacity;
}

/** Where a value goes if nothing is there. The bits come from SHA-256, so any of them will do. */
function homeOf(value: number, mask: number): number {
  return ((value % 0x1000000) ^ Math.imul(Math.floor(value / 0x1000000), 0x9e3779b1)) & mask;
}

function bitsOf(characterAt: (index: number) => number): number {
  let bits = 0;
  for (let index = 0; index < hashLength; index += 1) {
    const code = codes[characterAt(index)] ?? noCode;
    if (code === noCode) return noCode;
    bits = bits * 64 + code;
  }
  return bits;
}
