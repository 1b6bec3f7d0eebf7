import { describe, expect, it } from 'vitest';
import { requestTimeoutMs, startBench } from '../statsig.test-support.ts';
import type { EventBatch } from './event-sink.ts';

const user = { userID: 'user-1' };
const nothing = { sent: 0, pending: 0, spooled: 0, dropped: 0, timedOut: false };

describe('P20: flush', () => {
  it('has nothing to report when there is nothing to send', async () => {
    await using bench = await startBench();
    expect(await bench.statsig.flush()).toEqual(nothing);
    expect(bench.recorder.requests).toEqual([]);
    expect(bench.clock.sleeps).toEqual([]);
  });

  it('settles at its deadline when the server hangs, and leaves the events to be sent later', async () => {
    await using bench = await startBench();
    bench.recorder.answer('log_event', (_, index) => (index === 0 ? 'hang' : { status: 202 }));
    bench.statsig.logEvent(user, 'kept');
    const flush = bench.statsig.flush({ deadlineMs: 2_000 });
    await bench.recorder.received('log_event', 1);
    await bench.clock.advance(2_000);
    expect(await flush).toEqual({ ...nothing, pending: 1, timedOut: true });
    await bench.clock.advance(requestTimeoutMs - 2_000);
    await bench.clock.sleeping(500);
    expect(await bench.statsig.flush()).toEqual({ ...nothing, sent: 1 });
  });

  it.each([[undefined], [Number.NaN], ['soon' as never], [-1]])(
    'does not reject for a deadline of %s',
    async (deadlineMs) => {
      await using bench = await startBench();
      await expect(bench.statsig.flush({ deadlineMs })).resolves.toEqual(nothing);
    },
  );

  it('does not wait for a retry that is not due', async () => {
    await using bench = await startBench();
    bench.recorder.answer('log_event', (_, index) => ({ status: index < 4 ? 503 : 202 }));
    bench.clock.chance = 0.4;
    bench.statsig.logEvent(user, 'kept');
    await bench.clock.advance(10_000);
    for (const waitMs of [400, 800, 1_600]) {
      await bench.clock.sleeping(waitMs);
      await bench.clock.advance(waitMs);
    }
    await bench.clock.sleeping(2_000);
    expect(await bench.statsig.flush()).toMatchObject({ sent: 1 });
  });

  it('waits for what was logged before, not for what comes after', async () => {
    const batches: { batch: EventBatch; done: () => void }[] = [];
    const sink = {
      send: (batch: EventBatch) => new Promise<void>((done) => batches.push({ batch, done })),
    };
    await using bench = await startBench({ offline: true, events: { sink, maxBatchEvents: 1 } });
    bench.statsig.logEvent(user, 'before');
    const flush = bench.statsig.flush();
    bench.statsig.logEvent(user, 'after');
    await bench.clock.advance(0);
    expect(batches.map(({ batch }) => batch.eventCount)).toEqual([1, 1]);
    batches[0]?.done();
    expect(await flush).toMatchObject({ sent: 1, pending: 1, timedOut: false });
    batches[1]?.done();
  });

  it('gives every flush under way its answer', async () => {
    await using bench = await startBench();
    bench.statsig.logEvent(user, 'one');
    const reports = await Promise.all([bench.statsig.flush(), bench.statsig.flush()]);
    expect(reports.map(({ pending }) => pending)).toEqual([0, 0]);
    expect(bench.recorder.to('log_event')).toHaveLength(1);
  });
});

describe('P23: shutdown', () => {
  it('does not wait for the next poll when specs have just come', async () => {
    await using bench = await startBench();
    const { statsig } = bench;
    const report = new Promise((resolve) => {
      statsig.on('specsUpdated', () => resolve(statsig.shutdown()));
    });
    await statsig.initialize();
    expect(await report).toEqual(nothing);
  });

  it('sends what is left, once, and answers the same when called again', async () => {
    await using bench = await startBench();
    await bench.statsig.initialize();
    bench.statsig.checkGate(user, 'open');
    const shutdown = bench.statsig.shutdown();
    expect(bench.statsig.shutdown()).toBe(shutdown);
    expect(await shutdown).toEqual({ ...nothing, sent: 1 });
    expect(bench.clock.sleeps).toEqual([]);
    expect(bench.log.lines.slice(-1)).toEqual([
      'info [statsig] Shut down: 1 events sent, 0 not sent, 0 dropped.',
    ]);
  });

  it('retries until its deadline', async () => {
    await using bench = await startBench();
    bench.recorder.answer('log_event', (_, index) => ({ status: index < 2 ? 503 : 202 }));
    bench.clock.chance = 0.4;
    bench.statsig.logEvent(user, 'kept');
    const shutdown = bench.statsig.shutdown({ deadlineMs: 5_000 });
    for (const waitMs of [400, 800]) {
      await bench.clock.sleeping(waitMs);
      await bench.clock.advance(waitMs);
    }
    expect(await shutdown).toEqual({ ...nothing, sent: 1 });
  });

  it('settles at its deadline, leaves no timer, and says what is not sent', async () => {
    await using bench = await startBench();
    bench.recorder.answer('log_event', 'hang');
    bench.statsig.logEvent(user, 'lost');
    const shutdown = bench.statsig.shutdown({ deadlineMs: 5_000 });
    await bench.recorder.received('log_event', 1);
    await bench.clock.advance(5_000);
    expect(await shutdown).toEqual({ ...nothing, pending: 1, timedOut: true });
    expect(bench.statsig.getStats()).toMatchObject({ enqueued: 1, sent: 0, pending: 1 });
    await bench.clock.advance(0);
    expect(bench.clock.sleeps).toEqual([]);
    expect(await bench.statsig.flush()).toEqual({ ...nothing, pending: 1 });
  });

  it('does not wait for a key to be set right', async () => {
    await using bench = await startBench();
    bench.recorder.answer('log_event', { status: 401 });
    bench.statsig.logEvent(user, 'lost');
    expect(await bench.statsig.shutdown()).toEqual({ ...nothing, pending: 1 });
  });

  it('P26: goes on answering, and refuses events', async () => {
    await using bench = await startBench();
    await bench.statsig.initialize();
    await bench.statsig.shutdown();
    bench.statsig.logEvent(user, 'late');
    expect(bench.statsig.checkGate(user, 'open')).toBe(true);
    expect(bench.statsig.getStats()).toMatchObject({
      enqueued: 2,
      pending: 0,
      dropped: { afterShutdown: 2 },
    });
    expect(bench.recorder.to('log_event')).toEqual([]);
  });

  it('happens at the end of an await using block', async () => {
    await using bench = await startBench();
    {
      await using statsig = bench.statsig;
      statsig.logEvent(user, 'last');
    }
    expect(bench.recorder.to('log_event')).toHaveLength(1);
  });

  it('outlives a sink that throws, and one that ignores its signal', async () => {
    const broken = () => {
      throw new Error('sink broke');
    };
    const deaf = () => new Promise<void>(() => undefined);
    for (const send of [broken, deaf]) {
      await using bench = await startBench({ events: { sink: { send } } });
      bench.statsig.logEvent(user, 'lost');
      const shutdown = bench.statsig.shutdown({ deadlineMs: 3_000 });
      await bench.clock.advance(3_000);
      expect(await shutdown).toEqual({ ...nothing, pending: 1, timedOut: true });
    }
  });
});
