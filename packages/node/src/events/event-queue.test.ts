import { describe, expect, it } from 'vitest';
import { type BatchLimits, EventQueue } from './event-queue.ts';
import type { EventRun } from './event-run.ts';
import { eventCalled } from './logged-event.test-support.ts';
import type { LoggedEvent } from './logged-event.ts';

/** What the event takes as JSON. */
const sizeOf = (name: string): number => Buffer.byteLength(JSON.stringify(eventCalled(name)));

/** Names of one letter, or more where an event is to be larger. */
function queueOf(names: readonly string[], limits: Partial<BatchLimits> = {}): EventQueue {
  const queue = new EventQueue({ maxEvents: 100, maxBytes: 100_000, ...limits });
  for (const name of names) queue.add(eventCalled(name), sizeOf(name));
  return queue;
}

function namesOf(run: EventRun | undefined): readonly string[] | undefined {
  return run && (JSON.parse(run.json.toString()) as LoggedEvent[]).map(({ eventName }) => eventName);
}

const three = sizeOf('a') * 3;
const large = 'x'.repeat(three);

describe('EventQueue', () => {
  it.each([
    // queue               maxEvents  maxBytes       taken
    [['a', 'b', 'c'], 2, 1_000_000, ['a', 'b']],
    [['a', 'b', 'c'], 100, three - 1, ['a', 'b']],
    [['a', 'b', 'c'], 100, three + 4, ['a', 'b', 'c']],
    [[large], 100, 1, [large]],
    [['a', large, 'b'], 100, three, ['a']],
  ])('of %j takes at most %d events of %d bytes: %j', (names, maxEvents, maxBytes, taken) => {
    for (const isPacked of [false, true]) {
      const queue = queueOf(names, { maxEvents, maxBytes });
      if (isPacked) queue.pack();
      expect(namesOf(queue.take())).toEqual(taken);
      const left = [];
      for (let run = queue.take(); run !== undefined; run = queue.take()) left.push(...(namesOf(run) ?? []));
      expect([...taken, ...left]).toEqual(names);
      expect([queue.length, queue.bytes, queue.first, queue.next]).toEqual([
        0,
        0,
        names.length,
        names.length,
      ]);
    }
  });

  it('takes nothing from nothing', () => {
    expect(queueOf([]).take()).toBeUndefined();
    expect(queueOf([]).drop()).toBe(false);
    expect(queueOf([]).hasBatch).toBe(false);
  });

  it('halves what turns out larger than it was thought to be', () => {
    const queue = new EventQueue({ maxEvents: 100, maxBytes: three });
    for (const name of ['ä', 'ö', 'ü', 'ß']) queue.add(eventCalled(name.repeat(5)), 1);
    const runs = [queue.take(), queue.take(), queue.take(), queue.take()];
    expect(runs.map((run) => run?.count)).toEqual([2, 2, undefined, undefined]);
    expect(runs.map((run) => run?.first)).toEqual([0, 2, undefined, undefined]);
    for (const run of runs.slice(0, 2)) expect(run?.sizeBytes).toBeLessThanOrEqual(three);
  });

  it('knows the size of what is packed', () => {
    const queue = new EventQueue({ maxEvents: 2, maxBytes: 100_000 });
    for (const name of ['a', 'ß', 'c']) queue.add(eventCalled(name), 1);
    queue.pack();
    const brackets = 2;
    const comma = 1;
    expect(queue.bytes).toBe(brackets + sizeOf('a') + comma + sizeOf('ß') + brackets + sizeOf('c'));
  });

  it('drops the oldest, packed or not, and numbers events in their order', () => {
    const names = Array.from({ length: 10 }, (_, index) => String(index));
    const queue = queueOf(names, { maxEvents: 4 });
    queue.pack();
    const packed = queue.bytes;
    for (let index = 0; index < 3; index += 1) expect(queue.drop()).toBe(true);
    expect([queue.first, queue.next, queue.length]).toEqual([3, 10, 7]);
    expect(queue.bytes).toBeLessThan(packed);
    expect(queue.take()).toMatchObject({
      first: 3,
      count: 1,
      json: Buffer.from(JSON.stringify([eventCalled('3')])),
    });
    expect(queue.take()).toMatchObject({ first: 4, count: 4 });
    expect(queue.drop()).toBe(true);
    expect(namesOf(queue.take())).toEqual(['9']);
    expect([queue.first, queue.length, queue.bytes]).toEqual([10, 0, 0]);
  });

  it('gives back what it compressed', () => {
    const names = Array.from({ length: 12 }, (_, index) => `ä😀 ${index}`);
    const queue = queueOf(names, { maxEvents: 2 });
    queue.pack();
    const { bytes } = queue;
    for (let index = 0; index < 7; index += 1) queue.drop();
    expect(namesOf(queue.take())).toEqual(names.slice(7, 8));
    expect([namesOf(queue.take()), namesOf(queue.take())]).toEqual([names.slice(8, 10), names.slice(10)]);
    expect(queue.bytes).toBe(0);
    expect(bytes).toBeGreaterThan(Buffer.byteLength(names.join('')));
  });

  it('packs what a burst brings, a few batches later', () => {
    const queue = queueOf(
      Array.from({ length: 5_000 }, (_, index) => String(index)),
      { maxEvents: 1_000 },
    );
    const runs = Array.from({ length: 5 }, () => queue.take());
    expect(runs.map((run) => run?.first)).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
    expect(runs.flatMap((run) => namesOf(run)?.[0])).toEqual(['0', '1000', '2000', '3000', '4000']);
  });
});
