import { describe, expect, it } from 'vitest';
import { rotated, summarize } from './statistics.ts';

describe('summarize', () => {
  it.each([
    { samples: [7], median: 7, min: 7, max: 7 },
    { samples: [3, 1, 2], median: 2, min: 1, max: 3 },
    { samples: [10, 1, 4, 2], median: 3, min: 1, max: 10 },
    { samples: [100, 20, 3], median: 20, min: 3, max: 100 },
  ])('finds the middle and the ends of $samples', ({ samples, ...expected }) => {
    expect(summarize(samples)).toEqual({ ...expected, count: samples.length });
  });

  it('leaves the samples in their order', () => {
    const samples = [3, 1, 2];
    summarize(samples);
    expect(samples).toEqual([3, 1, 2]);
  });

  it('refuses to make something of nothing', () => {
    expect(() => summarize([])).toThrow(RangeError);
  });
});

describe('rotated', () => {
  it.each([
    { by: 0, expected: 'abc' },
    { by: 1, expected: 'bca' },
    { by: 5, expected: 'cab' },
  ])('begins $by places later', ({ by, expected }) => {
    expect(rotated(['a', 'b', 'c'], by).join('')).toBe(expected);
  });
});
