import { describe, expect, it } from 'vitest';
import { inSlices } from './in-slices.ts';

describe('inSlices', () => {
  it('lets others work between its slices', async () => {
    let time = 0;
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    let isOver = false;
    setImmediate(turn);
    function* count(): Generator<void, number> {
      for (let steps = 0; steps < 10_000; steps += 1) yield;
      return 10_000;
    }
    expect(await inSlices(count(), () => time++)).toBe(10_000);
    isOver = true;
    expect(turns).toBeGreaterThan(10);
  });

  it('fails as the work does', async () => {
    function* fail(): Generator<void, number> {
      yield;
      throw new Error('it broke');
    }
    await expect(inSlices(fail(), () => 0)).rejects.toThrow('it broke');
  });
});
