import { describe, expect, it } from 'vitest';
import { RecentKeys } from './recent-keys.ts';

const keyOf = (number: number) => ({ low: Math.imul(number, 0x9e3779b1), high: number });

describe('RecentKeys', () => {
  it('lets the same count again a minute after it counted, however often it was seen meanwhile', () => {
    const keys = new RecentKeys();
    const times = [0, 30_000, 59_999, 60_000, 119_999, 120_000, 1e9, 1e9 + 59_999, 3e9];
    const seen = times.map((now) => keys.isNew(keyOf(7), now));
    expect(seen).toEqual([true, false, false, true, false, true, true, false, true]);
  });

  it('forgets the longest unseen beyond 100,000', () => {
    const keys = new RecentKeys();
    const isNew = (number: number) => keys.isNew(keyOf(number), 0);
    for (let number = 1; number <= 100_000; number += 1) expect(isNew(number)).toBe(true);
    expect(isNew(1)).toBe(false);
    expect(isNew(100_000)).toBe(false);
    expect(isNew(2)).toBe(true);
    expect(isNew(1)).toBe(false);
  });

  it('tells keys apart that share their place, and half of their bits', () => {
    const keys = new RecentKeys();
    const alike = Array.from({ length: 3_000 }, (_, high) => ({ low: 5, high }));
    const mirrored = alike.map(({ low, high }) => ({ low: high << 16, high: low }));
    for (const key of [...alike, ...mirrored]) expect(keys.isNew(key, 1)).toBe(true);
    for (const key of [...alike, ...mirrored]) expect(keys.isNew(key, 2)).toBe(false);
  });
});
