import { describe, expect, it } from 'vitest';
import { sanitizeMetadata } from './sanitize-metadata.ts';

const cyclic: Record<string, unknown> = { name: 'loop' };
cyclic['self'] = cyclic;
const shared = { a: 1 };

function nested(depth: number): object {
  let object: object = { bottom: true };
  for (let level = 0; level < depth; level += 1) object = { deeper: object };
  return object;
}

const throwing = {
  get bad() {
    throw new Error('getter');
  },
  good: 1,
};
const hostile = new Proxy(
  {},
  {
    ownKeys() {
      throw new Error('proxy');
    },
  },
);

describe('sanitizeMetadata', () => {
  it.each<[name: string, metadata: object, value: object, isTruncated: boolean]>([
    ['plain values', { a: 1, b: 'x', c: true, d: null }, { a: 1, b: 'x', c: true, d: null }, false],
    ['lists', { a: [1, undefined, 'x'] }, { a: [1, null, 'x'] }, false],
    ['big integers', { a: 10n ** 20n }, { a: '100000000000000000000' }, false],
    ['numbers that are not finite', { a: Number.NaN, b: -Infinity, c: 0 }, { c: 0 }, false],
    ['functions and symbols', { a: () => 1, b: Symbol('b'), [Symbol('c')]: 1, d: undefined }, {}, false],
    ['dates', { a: new Date(0) }, { a: '1970-01-01T00:00:00.000Z' }, false],
    ['invalid dates', { a: new Date(Number.NaN), b: 1 }, { b: 1 }, false],
    [
      'objects that say what they are',
      { a: new URL('https://a.example') },
      { a: 'https://a.example/' },
      false,
    ],
    ['objects inside themselves', cyclic, { name: 'loop', self: '[Circular]' }, true],
    ['objects that occur twice', { x: shared, y: shared }, { x: { a: 1 }, y: { a: 1 } }, false],
    ['getters that throw', throwing, { good: 1 }, false],
    ['proxies that throw', { a: hostile, b: 1 }, { b: 1 }, false],
    ['toJSON that throws', { a: { toJSON: () => throwing.bad }, b: 1 }, { b: 1 }, false],
    ['dangerous names', JSON.parse('{"__proto__":{"x":1}}'), JSON.parse('{"__proto__":{"x":1}}'), false],
    ['things that are no record', [1, 2], {}, false],
    ['a date at the top', new Date(0), {}, false],
  ])('copes with %s', (_name, metadata, value, isTruncated) => {
    const copy = sanitizeMetadata(metadata);
    expect(copy).toEqual({ value, isTruncated });
    expect(JSON.parse(JSON.stringify(copy.value))).toEqual(value);
  });

  it.each([
    // objects inside each other, truncated
    [7, false],
    [8, true],
    [20_000, true],
  ])('keeps eight levels of %d', (depth, isTruncated) => {
    expect(sanitizeMetadata(nested(depth)).isTruncated).toBe(isTruncated);
  });

  it('keeps a thousand values of many', () => {
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`key${index}`, index]));
    const { value, isTruncated } = sanitizeMetadata(wide);
    expect(Object.keys(value)).toHaveLength(999);
    expect(isTruncated).toBe(true);
    expect(sanitizeMetadata({ list: new Array(1_000_000).fill(0) }).isTruncated).toBe(true);
  });

  it('changes nothing', () => {
    const metadata = Object.freeze({ a: Object.freeze({ b: 1n }) });
    expect(sanitizeMetadata(metadata).value).toEqual({ a: { b: '1' } });
    expect(metadata).toEqual({ a: { b: 1n } });
  });
});
