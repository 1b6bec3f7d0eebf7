import { describe, expect, it } from 'vitest';
import { EventQueue } from './event-queue.ts';

function queueOf(...events: readonly string[]): EventQueue {
  const queue = new EventQueue();
  for (const event of events) queue.add(event, event.length);
  return queue;
}

describe('EventQueue', () => {
  it.each([
    // queue                   maxEvents  maxBytes  taken
    [['aa', 'bb', 'cc'], 2, 100, ['aa', 'bb']],
    [['aa', 'bb', 'cc'], 100, 5, ['aa', 'bb']],
    [['aa', 'bb', 'cc'], 100, 6, ['aa', 'bb', 'cc']],
    [['too long'], 100, 1, ['too long']],
    [['a', 'too long', 'b'], 100, 2, ['a']],
  ])('of %j takes at most %d events of %d bytes: %j', (events, maxEvents, maxBytes, taken) => {
    const queue = queueOf(...events);
    expect(queue.take({ maxEvents, maxBytes })?.events).toEqual(taken);
    expect(queue.length).toBe(events.length - taken.length);
    expect(queue.bytes).toBe(events.slice(taken.length).join('').length);
  });

  it('takes nothing from nothing', () => {
    expect(queueOf().take({ maxEvents: 1, maxBytes: 1 })).toBeUndefined();
    expect(queueOf().shift()).toBeUndefined();
  });

  it('numbers events in their order, through thousands of them', () => {
    const queue = new EventQueue();
    for (let index = 0; index < 5_000; index += 1) {
      queue.add(String(index), 1);
      if (index % 2 === 1) expect(queue.shift()?.json).toBe(String(queue.first - 1));
    }
    expect([queue.first, queue.next, queue.length]).toEqual([2_500, 5_000, 2_500]);
    expect(queue.take({ maxEvents: 2, maxBytes: 10 })).toEqual({
      first: 2_500,
      events: ['2500', '2501'],
      bytes: 2,
    });
  });
});
