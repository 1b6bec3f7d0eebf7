import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../manual-clock.test-support.ts';
import type { Clock } from './clock.ts';
import { wakingClock } from './waking-clock.ts';

/** A process whose timers stand still, while time goes on. */
function frozen() {
  const running = new ManualClock();
  let now = running.now();
  const clock: Clock = {
    now: () => now,
    random: () => running.random(),
    sleep: (ms, signal) => running.sleep(ms, signal),
  };
  const jump = (ms: number): void => {
    now += ms;
  };
  return { clock, timers: running, jump };
}

/** Whether a promise has settled, and how. */
function outcome(promise: Promise<unknown>) {
  const seen = { is: 'pending' as unknown };
  promise.then(
    () => {
      seen.is = 'resolved';
    },
    (error: unknown) => {
      seen.is = error;
    },
  );
  return seen;
}

describe('wakingClock', () => {
  it.each([
    // the time jumps by, the sleep
    [0, 'pending'],
    [9_999, 'pending'],
    [11_000, 'pending'],
    [11_001, 'resolved'],
    [3_600_000, 'resolved'],
    [-1_000, 'pending'],
    [-1_001, 'resolved'],
  ])('when timers stand still and the time jumps by %d ms, a sleep of 10,000 is %s', async (ms, expected) => {
    const { clock, jump } = frozen();
    const waking = wakingClock(clock);
    const sleep = outcome(waking.sleep(10_000, new AbortController().signal));
    jump(ms);
    await settle();
    expect(sleep.is).toBe('pending');
    waking.now();
    await settle();
    expect(sleep.is).toBe(expected);
  });

  it('wakes all who overslept, and nobody else, and leaves no timer behind', async () => {
    const { clock, timers, jump } = frozen();
    const waking = wakingClock(clock);
    const { signal } = new AbortController();
    const sleeps = [5_000, 10_000, 60_000].map((ms) => outcome(waking.sleep(ms, signal)));
    jump(20_000);
    waking.now();
    await settle();
    expect(sleeps.map(({ is }) => is)).toEqual(['resolved', 'resolved', 'pending']);
    expect(timers.sleeps).toEqual([60_000]);
  });

  it('is its clock in everything else', async () => {
    const clock = new ManualClock();
    const waking = wakingClock(clock);
    const controller = new AbortController();
    const [short, long] = [1_000, 2_000].map((ms) => outcome(waking.sleep(ms, controller.signal)));
    await clock.advance(1_000);
    expect([short?.is, long?.is]).toEqual(['resolved', 'pending']);
    const reason = new Error('shut down');
    controller.abort(reason);
    await settle();
    expect(long?.is).toBe(reason);
    await expect(waking.sleep(1, controller.signal)).rejects.toBe(reason);
    clock.chance = 0.25;
    expect([waking.random(), waking.now()]).toEqual([0.25, clock.now()]);
    const broken = wakingClock({
      now: () => 0,
      random: () => 0,
      sleep: () => Promise.reject(new Error('broke')),
    });
    await expect(broken.sleep(1, new AbortController().signal)).rejects.toThrow('broke');
  });

  describe('where work belongs to invocations', () => {
    it('has no timer for idle waits, which end when the time is read after their end', async () => {
      const { clock, timers, jump } = frozen();
      const waking = wakingClock(clock, () => undefined);
      const idle = outcome(waking.sleep(10_000, new AbortController().signal, { isIdle: true }));
      expect(timers.sleeps).toEqual([]);
      jump(10_000);
      waking.now();
      await settle();
      expect(idle.is).toBe('pending');
      jump(1);
      waking.now();
      await settle();
      expect(idle.is).toBe('resolved');
    });

    it('keeps the invocation running until all who were woken are idle again', async () => {
      const { clock, jump } = frozen();
      const works: { is: unknown }[] = [];
      const waking = wakingClock(clock, (work) => works.push(outcome(work)));
      const { signal } = new AbortController();
      const idle = { isIdle: true };
      void waking.sleep(1_000, signal, idle);
      void waking.sleep(2_000, signal, idle);
      expect(works).toEqual([]);
      jump(3_000);
      waking.now();
      waking.now();
      await settle();
      expect(works).toEqual([{ is: 'pending' }]);
      void waking.sleep(1_000, signal, idle);
      await settle();
      expect(works).toEqual([{ is: 'pending' }]);
      void waking.sleep(2_000, signal, idle);
      await settle();
      expect(works).toEqual([{ is: 'resolved' }]);
    });

    it('lets the invocation go when the work is given up', async () => {
      const { clock, jump } = frozen();
      const works: { is: unknown }[] = [];
      const waking = wakingClock(clock, (work) => works.push(outcome(work)));
      const controller = new AbortController();
      void waking.sleep(1_000, controller.signal, { isIdle: true });
      jump(2_000);
      waking.now();
      await settle();
      controller.abort();
      await settle();
      expect(works).toEqual([{ is: 'resolved' }]);
    });
  });
});
