import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashSet } from './hash-set.ts';

const hashOf = (id: number): string => createHash('sha256').update(String(id)).digest('base64').slice(0, 8);
const add = (set: HashSet, hash: string): void => set.addFrom(Buffer.from(hash), 0);
const remove = (set: HashSet, hash: string): void => set.deleteFrom(Buffer.from(hash), 0);

describe('HashSet', () => {
  it('is a set, whatever is added and deleted in whatever order', () => {
    const change = fc.record({ id: fc.nat(60), isAdded: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 300 }), (changes) => {
        const ours = new HashSet();
        const model = new Set<string>();
        for (const { id, isAdded } of changes) {
          const hash = hashOf(id);
          if (isAdded) add(ours, hash);
          else remove(ours, hash);
          if (isAdded) model.add(hash);
          else model.delete(hash);
        }
        expect([...ours].toSorted()).toEqual([...model].toSorted());
        expect(ours.size).toBe(model.size);
        for (let id = 0; id <= 60; id += 1) expect(ours.has(hashOf(id))).toBe(model.has(hashOf(id)));
      }),
    );
  });

  it.each(['AAAAAAAA', '////////', 'ab+/0189'])('holds %s, and nothing that is like it', (hash) => {
    const set = new HashSet();
    add(set, hash);
    expect([...set]).toEqual([hash]);
    expect(set.has(hash)).toBe(true);
    for (const other of ['', hash.slice(1), `${hash}A`, `=${hash.slice(1)}`, `ü${hash.slice(1)}`]) {
      expect(set.has(other)).toBe(false);
    }
  });

  it.each(['abc=efgh', 'abc efgh', 'abcüefg', 'short'])(
    'leaves out %s, which no unit ID can have',
    (text) => {
      const set = new HashSet();
      add(set, text);
      remove(set, text);
      expect(set.size).toBe(0);
    },
  );

  it('is copied, and the copy changes alone', () => {
    const set = new HashSet();
    for (let id = 0; id < 1_000; id += 1) add(set, hashOf(id));
    const copy = new HashSet(set);
    for (let id = 0; id < 500; id += 1) remove(copy, hashOf(id));
    add(copy, hashOf(5_000));
    expect([set.size, copy.size]).toEqual([1_000, 501]);
    expect([set.has(hashOf(1)), set.has(hashOf(5_000)), copy.has(hashOf(1))]).toEqual([true, false, false]);
  });

  it('takes 16 MiB for a million hashes, outside of the heap', () => {
    const before = process.memoryUsage().arrayBuffers;
    const set = new HashSet(1_000_000);
    const bytes = Buffer.alloc(8);
    for (let id = 0; id < 1_000_000; id += 1) {
      bytes.write((id * 40_503 + 10_000_000_000).toString(36).padStart(8, '0').slice(0, 8), 'latin1');
      set.addFrom(bytes, 0);
    }
    expect(set.size).toBe(1_000_000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(17 * 1024 * 1024);
    expect(new HashSet(set).size).toBe(1_000_000);
  });
});
