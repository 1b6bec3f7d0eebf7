import { describe, expect, it } from 'vitest';
import { specsPayload } from '../specs.test-support.ts';
import { startBench } from '../statsig.test-support.ts';

const specs = 'download_config_specs';

/** Open gates `g0`, `g1`, … of these numbers. */
function gates(from: number, to: number): Readonly<Record<string, boolean>> {
  return Object.fromEntries(Array.from({ length: to - from }, (_, index) => [`g${from + index}`, true]));
}

/** Starts with gates 0 to `total`, polls once, and says whether the update is in use. */
async function isTaken(total: number, next: Readonly<Record<string, boolean>>, maxRemovedPercent?: number) {
  await using bench = await startBench({ specs: { maxRemovedPercent } });
  const { statsig, clock, recorder } = bench;
  const errors: string[] = [];
  statsig.on('error', ({ message }) => void errors.push(message));
  recorder.answer(specs, (_, index) => ({
    body: specsPayload({ time: 1_000 + index, gates: index === 0 ? gates(0, total) : next }),
  }));
  await statsig.initialize();
  const news = new Promise((resolve) => {
    statsig.on('specsUpdated', resolve);
    statsig.on('error', resolve);
  });
  await clock.sleeping(10_000);
  await clock.advance(10_000);
  await news;
  const [error = ''] = errors;
  const isInUse = statsig.getFeatureGate({ userID: 'user-1' }, 'g0').details.lcut === 1_001;
  const hasFirst = statsig.checkGate({ userID: 'user-1' }, 'g0');
  return { isTaken: error === '', isInUse: isInUse || !hasFirst, error };
}

describe('an update that takes specs away', () => {
  it.each`
    total | left                                     | max          | taken    | because
    ${20} | ${gates(0, 10)}                          | ${undefined} | ${true}  | ${'half may go'}
    ${20} | ${gates(0, 9)}                           | ${undefined} | ${false} | ${'more than half is an accident'}
    ${20} | ${{}}                                    | ${undefined} | ${false} | ${'nothing left is an accident'}
    ${20} | ${gates(20, 40)}                         | ${undefined} | ${false} | ${'it is another project'}
    ${20} | ${{ ...gates(0, 12), ...gates(20, 40) }} | ${undefined} | ${true}  | ${'what comes does not matter'}
    ${20} | ${gates(0, 18)}                          | ${5}         | ${false} | ${'the bound is an option'}
    ${20} | ${{}}                                    | ${100}       | ${true}  | ${'everything may go if so wished'}
    ${9}  | ${gates(0, 1)}                           | ${undefined} | ${true}  | ${'there are few'}
    ${1}  | ${gates(20, 21)}                         | ${undefined} | ${true}  | ${'the only one was renamed'}
    ${1}  | ${{}}                                    | ${undefined} | ${false} | ${'nothing left is an accident'}
  `('of $total is taken: $taken, since $because', async ({ total, left, max, taken }) => {
    const outcome = await isTaken(total, left, max);
    expect(outcome).toMatchObject({ isTaken: taken, isInUse: taken });
  });

  it('says how many it takes, and what to do if that is meant', async () => {
    const { error } = await isTaken(20, gates(0, 5));
    expect(error).toBe(
      'An update takes away 15 of 20 specs. More than 50 percent is taken for an accident, so the specs in use stay. If it is meant, raise specs.maxRemovedPercent, or restart.',
    );
  });
});
