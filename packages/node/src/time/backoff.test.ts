import { describe, expect, it } from 'vitest';
import { backoffMs, jitteredMs } from './backoff.ts';

describe('backoffMs', () => {
  it.each([
    // failures  random  ms
    [1, 1, 1_000],
    [2, 1, 2_000],
    [3, 0.5, 2_000],
    [4, 0, 0],
    [7, 1, 60_000],
    [10_000, 1, 60_000],
  ])('after %d failures, at chance %d, is %d ms', (failures, random, ms) => {
    expect(backoffMs(failures, { baseMs: 1_000, capMs: 60_000, random })).toBe(ms);
  });
});

describe('jitteredMs', () => {
  it.each([
    [0, 900],
    [0.5, 1_000],
    [1, 1_100],
  ])('at chance %d makes %d of 1,000 ms', (random, ms) => {
    expect(jitteredMs(1_000, random)).toBeCloseTo(ms, 9);
  });
});
