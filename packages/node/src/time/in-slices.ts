import { setImmediate } from 'node:timers/promises';

/** How long work may keep others waiting at a time, in milliseconds. */
export const sliceMs = 2;

/** So many steps are taken between two looks at the clock. */
const stepsPerLook = 64;

/**
 * Does work that stops between its steps, about 2 ms at a time, so that requests are served meanwhile.
 *
 * @param now - The time in milliseconds.
 * @returns What the work returns.
 */
export async function inSlices<T>(work: Generator<void, T>, now: () => number): Promise<T> {
  for (let sliceEnd = now() + sliceMs; ; ) {
    for (let taken = 0; taken < stepsPerLook; taken += 1) {
      const step = work.next();
      if (step.done === true) return step.value;
    }
    if (now() < sliceEnd) continue;
    await setImmediate();
    sliceEnd = now() + sliceMs;
  }
}
