import { describe, expect, it } from 'vitest';
import { RecentKeys } from './recent-keys.ts';

describe('RecentKeys', () => {
  it('lets the same count again a minute after it counted, however often it was seen meanwhile', () => {
    const keys = new RecentKeys();
    const seen = [0, 30_000, 59_999, 60_000, 119_999, 120_000].map((now) => keys.isNew('u', now));
    expect(seen).toEqual([true, false, false, true, false, true]);
  });

  it('forgets the longest unseen beyond 100,000', () => {
    const keys = new RecentKeys();
    const isNew = (key: string) => keys.isNew(key, 0);
    for (let index = 0; index < 100_000; index += 1) isNew(`u${index}`);
    expect(isNew('u0')).toBe(false);
    expect(isNew('u99999')).toBe(false);
    expect(isNew('u1')).toBe(true);
    expect(isNew('u0')).toBe(false);
  });
});
