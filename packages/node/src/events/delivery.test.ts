import type { StatsigError } from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import type { RecordedRequest, Reply } from '../recorder.test-support.ts';
import { type Bench, requestTimeoutMs, startBench } from '../statsig.test-support.ts';
import type { StatsigEvent } from './event-sink.ts';

const user = { userID: 'user-1' };
const accepted: Reply = { status: 202 };

function answerInTurn({ recorder }: Bench, ...replies: readonly Reply[]): void {
  recorder.answer('log_event', (_, index) => replies[Math.min(index, replies.length - 1)] ?? 'hang');
}

function logEvents({ statsig }: Bench, count: number): void {
  for (let index = 0; index < count; index += 1) statsig.logEvent(user, `event-${index}`);
}

function names(request: RecordedRequest): readonly string[] {
  return (request.json['events'] as StatsigEvent[]).map(({ eventName }) => eventName);
}

function expectBalance({ statsig }: Bench): void {
  const { enqueued, sent, pending, dropped } = statsig.getStats();
  const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
  expect(enqueued).toBe(sent + pending + lost);
}

describe('delivery of events', () => {
  it.each<[name: string, reply: Reply]>([
    ['202 without a body', { status: 202 }],
    ['202 as text', { status: 202, body: 'thanks' }],
    ['200 {}', { body: {} }],
    ['204', { status: 204 }],
    ['200 that is cut off', { body: 'thanks', isTruncated: true }],
    ['200 in HTML that is no page', { headers: { 'content-type': 'text/html' }, body: 'ok' }],
  ])('P17: is over with %s', async (_name, reply) => {
    await using bench = await startBench();
    answerInTurn(bench, reply);
    logEvents(bench, 3);
    expect(await bench.statsig.flush()).toEqual({
      sent: 3,
      pending: 0,
      spooled: 0,
      dropped: 0,
      timedOut: false,
    });
    expect(bench.recorder.to('log_event')).toHaveLength(1);
  });

  it('P21: starts when the interval has passed, and not for nothing', async () => {
    await using bench = await startBench();
    expect(bench.clock.sleeps).toEqual([]);
    logEvents(bench, 2);
    await bench.clock.advance(9_999);
    expect(bench.recorder.requests).toEqual([]);
    await bench.clock.advance(1);
    expect(names(await bench.recorder.received('log_event', 1))).toEqual(['event-0', 'event-1']);
    await expect(bench.statsig.flush()).resolves.toMatchObject({ timedOut: false });
    expect(bench.clock.sleeps).toEqual([]);
  });

  it.each([
    ['events', { maxBatchEvents: 3 }, [3, 3]],
    ['bytes', { maxBatchBytes: 1_024 }, [14, 14]],
  ])('P21: starts when a batch is full of %s', async (_unit, events, counts) => {
    await using bench = await startBench({ events });
    logEvents(
      bench,
      counts.reduce((sum, count) => sum + count, 1),
    );
    await bench.recorder.received('log_event', counts.length);
    const sent = bench.recorder.to('log_event').map((request) => names(request).length);
    expect(sent).toEqual(counts);
    expectBalance(bench);
  });

  it.each<[name: string, reply: Reply]>([
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['429', { status: 429 }],
    ['408', { status: 408 }],
    ['425', { status: 425 }],
    ['a web page', { body: '<!DOCTYPE html><title>Sign in</title>' }],
    ['a connection that ends', 'reset'],
  ])('P19: sends the same bytes again after %s, with a rising count', async (_name, reply) => {
    await using bench = await startBench();
    const { recorder, clock, statsig } = bench;
    answerInTurn(bench, reply, reply, reply, accepted);
    clock.chance = 0.4;
    for (let index = 0; index < 30; index += 1) statsig.logEvent(user, 'event', { metadata: { index } });
    const flush = statsig.flush({ deadlineMs: 60_000 });
    for (const waitMs of [400, 800, 1_600]) {
      await clock.sleeping(waitMs);
      await clock.advance(waitMs);
    }
    expect(await flush).toEqual({ sent: 30, pending: 0, spooled: 0, dropped: 0, timedOut: false });
    const requests = recorder.to('log_event');
    expect(requests.map(({ headers }) => headers['statsig-retry-count'])).toEqual(['0', '1', '2', '3']);
    expect(new Set(requests.map(({ headers }) => headers['statsig-batch-id'])).size).toBe(1);
    expect(new Set(requests.map(({ bytes }) => bytes.toString('hex'))).size).toBe(1);
    expect(new Set(requests.map(({ headers }) => headers['statsig-client-time'])).size).toBe(4);
    expect(requests.every(({ isGzipped }) => isGzipped)).toBe(true);
  });

  it('waits as long as Retry-After asks for, up to ten minutes', async () => {
    await using bench = await startBench();
    answerInTurn(
      bench,
      { status: 503, headers: { 'retry-after': '30' } },
      { status: 503, headers: { 'retry-after': '86400' } },
      accepted,
    );
    logEvents(bench, 1);
    const flush = bench.statsig.flush({ deadlineMs: 3_600_000 });
    for (const waitMs of [30_000, 600_000]) {
      await bench.clock.sleeping(waitMs);
      await bench.clock.advance(waitMs);
    }
    expect(await flush).toMatchObject({ sent: 1 });
  });

  it.each([401, 403, 404])(
    'P16: keeps events that are refused with %d, and tries now and then',
    async (status) => {
      await using bench = await startBench();
      const errors: StatsigError[] = [];
      bench.statsig.on('error', (error) => void errors.push(error));
      answerInTurn(bench, { status }, { status }, { status }, accepted);
      logEvents(bench, 2);
      expect(await bench.statsig.flush()).toMatchObject({ sent: 0, pending: 2, timedOut: false });
      for (const count of [2, 3]) {
        await bench.clock.sleeping(60_000);
        await bench.clock.advance(60_000);
        await bench.recorder.received('log_event', count);
      }
      await bench.clock.sleeping(60_000);
      expect(await bench.statsig.flush()).toMatchObject({ sent: 2, pending: 0 });
      expect(errors).toHaveLength(1);
      expectBalance(bench);
    },
  );

  it('P18: never has more than two posts under way', async () => {
    await using bench = await startBench({ events: { maxBatchEvents: 2 } });
    answerInTurn(bench, 'hang');
    logEvents(bench, 20);
    await bench.recorder.received('log_event', 2);
    await bench.clock.advance(requestTimeoutMs - 1);
    expect(bench.recorder.to('log_event')).toHaveLength(2);
    expect(bench.statsig.getStats()).toMatchObject({ enqueued: 20, sent: 0, pending: 20 });
    answerInTurn(bench, accepted);
    await bench.clock.advance(1);
    expect(await bench.statsig.flush()).toMatchObject({ sent: 20, pending: 0 });
  });

  it.each([400, 415])('sends plain JSON from then on when gzip is answered with %d', async (status) => {
    await using bench = await startBench();
    bench.recorder.answer('log_event', ({ isGzipped }) => ({ status: isGzipped ? status : 202 }));
    for (let round = 0; round < 2; round += 1) {
      logEvents(bench, 30);
      expect(await bench.statsig.flush()).toMatchObject({ sent: 30, dropped: 0 });
    }
    const requests = bench.recorder.to('log_event');
    expect(requests.map(({ isGzipped }) => isGzipped)).toEqual([true, false, false]);
    expect(requests[1]?.json).toEqual(requests[0]?.json);
    expect(requests[1]?.headers['statsig-batch-id']).toBe(requests[0]?.headers['statsig-batch-id']);
  });

  it('sends short bodies as they are', async () => {
    await using bench = await startBench();
    logEvents(bench, 1);
    await bench.statsig.flush();
    expect(bench.recorder.to('log_event')[0]?.isGzipped).toBe(false);
  });
});

describe('the bounds of the queue', () => {
  it.each([
    ['events', { maxQueueEvents: 10 }, 10],
    ['bytes', { maxQueueBytes: 1_024 }, 14],
  ])('keep the newest %s, and count the others', async (_unit, events, kept) => {
    await using bench = await startBench({ events });
    logEvents(bench, 25);
    const { enqueued, pending, dropped } = bench.statsig.getStats();
    expect({ enqueued, pending, lost: dropped.queueFull }).toEqual({
      enqueued: 25,
      pending: kept,
      lost: 25 - kept,
    });
    await bench.statsig.flush();
    const [request] = bench.recorder.to('log_event');
    expect(request === undefined ? [] : names(request)).toEqual(
      Array.from({ length: kept }, (_, index) => `event-${25 - kept + index}`),
    );
    expect(bench.log.problems).toEqual([expect.stringContaining('The event queue is full')]);
    expectBalance(bench);
  });

  it('hold for what is on its way too, which stays as it is', async () => {
    await using bench = await startBench({ events: { maxQueueEvents: 4, maxBatchEvents: 2 } });
    answerInTurn(bench, 'hang', 'hang', accepted);
    logEvents(bench, 10);
    await bench.recorder.received('log_event', 2);
    expect(bench.statsig.getStats()).toMatchObject({ pending: 4, dropped: { queueFull: 6 } });
    await bench.clock.advance(requestTimeoutMs);
    expect(await bench.statsig.flush()).toMatchObject({ sent: 4 });
    expectBalance(bench);
  });

  it('drop an event that is larger than the whole queue', async () => {
    await using bench = await startBench({ events: { maxQueueBytes: 1_024 } });
    bench.statsig.logEvent(user, 'large', { metadata: { text: 'x'.repeat(2_000) } });
    logEvents(bench, 1);
    expect(bench.statsig.getStats()).toMatchObject({ pending: 1, dropped: { queueFull: 1 } });
  });
});

describe('P21: events leave', () => {
  it('10 s after the first of them, unless told otherwise', async () => {
    for (const [intervalMs, options] of [
      [10_000, {}],
      [2_000, { events: { intervalMs: 2_000 } }],
    ] as const) {
      await using bench = await startBench(options);
      bench.statsig.logEvent(user, 'first');
      await bench.clock.advance(intervalMs - 1);
      bench.statsig.logEvent(user, 'second');
      expect(bench.recorder.to('log_event')).toEqual([]);
      await bench.clock.advance(1);
      expect(names(await bench.recorder.received('log_event', 1))).toEqual(['first', 'second']);
    }
  });

  it.each([
    ['1,000 of them', 1_000, ''],
    ['512 KiB of them', 300, 'x'.repeat(1_800)],
  ])('at once when there are %s', async (_what, count, text) => {
    await using bench = await startBench();
    for (let index = 0; index < count; index += 1)
      bench.statsig.logEvent(user, `event-${index}`, { metadata: { text } });
    const request = await bench.recorder.received('log_event', 1);
    expect(names(request)[0]).toBe('event-0');
    expect(JSON.stringify(request.json['events']).length).toBeLessThanOrEqual(512 * 1_024);
    expect(names(request).length).toBeLessThanOrEqual(1_000);
  });

  it('keeps a serverless invocation for a batch that is full at once, too', async () => {
    const works: Promise<unknown>[] = [];
    const waitUntil = (work: Promise<unknown>): void => void works.push(work);
    await using bench = await startBench({ waitUntil, events: { maxBatchEvents: 2 } });
    bench.recorder.answer('log_event', 'hang');
    bench.statsig.logEvent(user, 'first');
    bench.statsig.logEvent(user, 'second');
    expect(works).toHaveLength(1);
    let isOver = false;
    void works[0]?.then(() => (isOver = true));
    await bench.recorder.received('log_event', 1);
    await bench.clock.advance(200);
    expect(isOver).toBe(false);
    bench.recorder.answer('log_event', { status: 202 });
    await bench.clock.advance(10_000);
    await works[0];
    expect(bench.statsig.getStats()).toMatchObject({ sent: 2, pending: 0 });
  });
});
