import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../manual-clock.test-support.ts';
import { systemClock } from './clock.ts';
import { withDeadline } from './deadline.ts';

const timeoutError = () => new Error('too late');
const never = () => new Promise<never>(() => undefined);

function setup(ms = 1_000) {
  const clock = new ManualClock();
  const controller = new AbortController();
  return { clock, controller, options: { clock, ms, signal: controller.signal, timeoutError } };
}

describe('withDeadline', () => {
  it('returns what the work returns, and leaves no timer', async () => {
    const { clock, options } = setup();
    await expect(withDeadline(async () => 5, options)).resolves.toBe(5);
    await settle();
    expect(clock.sleeps).toEqual([]);
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('broke'))],
    [
      'throws',
      () => {
        throw new Error('broke');
      },
    ],
  ])('passes on what the work %s', async (_how, work) => {
    const { clock, options } = setup();
    await expect(withDeadline(work, options)).rejects.toThrow('broke');
    await settle();
    expect(clock.sleeps).toEqual([]);
  });

  it('gives up work that is not over in time, and tells it', async () => {
    const { clock, options } = setup();
    let ending: AbortSignal | undefined;
    const work = withDeadline((signal) => {
      ending = signal;
      return never();
    }, options);
    const outcome = expect(work).rejects.toThrow('too late');
    await clock.advance(1_000);
    await outcome;
    expect(ending?.aborted).toBe(true);
  });

  it('ends with the signal it is given, whose reason it passes on', async () => {
    const { clock, controller, options } = setup();
    const outcome = expect(withDeadline(never, options)).rejects.toThrow('shut down');
    controller.abort(new Error('shut down'));
    await outcome;
    expect(clock.sleeps).toEqual([]);
    await expect(withDeadline(async () => 5, options)).rejects.toThrow('shut down');
  });
});

describe('systemClock', () => {
  it('rejects a sleep with the reason of its signal', async () => {
    const controller = new AbortController();
    const reason = new Error('awake');
    const asleep = systemClock.sleep(3_600_000, controller.signal);
    controller.abort(reason);
    await expect(asleep).rejects.toBe(reason);
    await expect(systemClock.sleep(1, controller.signal)).rejects.toBe(reason);
  });

  it('wakes after no time at all, and takes any length', async () => {
    const { signal } = new AbortController();
    await expect(systemClock.sleep(0, signal, { keepAlive: true })).resolves.toBeUndefined();
    const controller = new AbortController();
    const asleep = systemClock.sleep(Number.MAX_SAFE_INTEGER, controller.signal);
    controller.abort(new Error('awake'));
    await expect(asleep).rejects.toThrow('awake');
  });

  it('knows the time, and numbers below one', () => {
    expect(systemClock.now()).toBeGreaterThan(1_700_000_000_000);
    expect(systemClock.random()).toBeLessThan(1);
  });
});
