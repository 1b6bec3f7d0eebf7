import { describe, expect, it } from 'vitest';
import type { JSONRecord } from './sanitize-metadata.ts';
import { trimLargest } from './trim-largest.ts';

const x = (length: number): string => 'x'.repeat(length);

describe('trimLargest', () => {
  it.each<[name: string, record: JSONRecord, maxLength: number, trimmed: JSONRecord]>([
    ['what is short enough', { a: x(10) }, 18, { a: x(10) }],
    ['the largest text', { a: 'a', b: x(50), c: 'c' }, 40, { a: 'a', b: x(16), c: 'c' }],
    ['a list, which goes as a whole', { a: 'a', b: [x(50)] }, 40, { a: 'a' }],
    ['more than the largest', { a: x(20), b: x(60), c: x(40) }, 50, { a: x(20), c: x(15) }],
    ['texts that JSON makes longer', { a: '"'.repeat(20) }, 30, { a: '"'.repeat(2) }],
    ['no half characters', { a: '😀'.repeat(10) }, 17, { a: '😀'.repeat(4) }],
    ['everything', { a: x(10) }, 2, {}],
    ['dangerous names', JSON.parse(`{"__proto__":"${x(9)}","a":1}`), 12, { a: 1 }],
  ])('cuts %s', (_name, record, maxLength, trimmed) => {
    const shorter = trimLargest(record, maxLength);
    expect(shorter).toEqual(trimmed);
    expect(JSON.stringify(shorter).length).toBeLessThanOrEqual(maxLength);
  });

  it('keeps what has to stay', () => {
    expect(trimLargest({ id: x(50), a: x(20) }, 10, new Set(['id']))).toEqual({ id: x(50) });
  });

  it('takes no longer for many values than for few', () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`key${index}`, x(100)]));
    const left = Object.keys(trimLargest(many, 4_096)).length;
    expect(left).toBeGreaterThan(30);
    expect(left).toBeLessThan(40);
  });
});
