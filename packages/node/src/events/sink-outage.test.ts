import { describe, expect, it } from 'vitest';
import type { RecordedRequest } from '../recorder.test-support.ts';
import { type Bench, startBench } from '../statsig.test-support.ts';
import type { StatsigEvent } from './event-sink.ts';

const user = { userID: 'user-1' };

function logEvents({ statsig }: Bench, count: number): void {
  for (let index = 0; index < count; index += 1) statsig.logEvent(user, `event-${index}`);
}

function firstName(request: RecordedRequest): string | undefined {
  return (request.json['events'] as StatsigEvent[])[0]?.eventName;
}

/** Lets the one wait pass that the delivery is in. */
async function passPause({ clock }: Bench, waitMs: number): Promise<void> {
  await clock.sleeping(waitMs);
  await clock.advance(waitMs);
}

describe('while the server fails', () => {
  it('P15: there is one attempt at a time, at most 5 s apart, and then everything leaves at once', async () => {
    await using bench = await startBench({ events: { maxBatchEvents: 10 } });
    const { recorder, clock } = bench;
    clock.chance = 0.999;
    recorder.answer('log_event', { status: 503 });
    logEvents(bench, 200);
    await recorder.received('log_event', 2);
    let posts = 2;
    for (const waitMs of [999, 1_998, 3_996, 4_995, 4_995, 4_995]) {
      await passPause(bench, waitMs);
      posts += 1;
      await recorder.received('log_event', posts);
    }
    await clock.sleeping(4_995);
    recorder.answer('log_event', { status: 202 });
    await clock.advance(4_995);
    expect(await bench.statsig.flush()).toMatchObject({ pending: 0, timedOut: false });
    expect(bench.statsig.getStats()).toMatchObject({ enqueued: 200, sent: 200, pending: 0 });
    expect(recorder.to('log_event')).toHaveLength(posts + 20);
  });

  it('a batch that makes it fail does not hold up the others', async () => {
    await using bench = await startBench({ events: { maxBatchEvents: 10 } });
    bench.recorder.answer('log_event', (request) => ({
      status: firstName(request) === 'event-0' ? 500 : 202,
    }));
    logEvents(bench, 100);
    await passPause(bench, 500);
    await bench.recorder.received('log_event', 11);
    await bench.clock.sleeping(500);
    expect(bench.statsig.getStats()).toMatchObject({ sent: 90, pending: 10 });
    bench.recorder.answer('log_event', { status: 202 });
    expect(await bench.statsig.flush()).toMatchObject({ sent: 10, pending: 0 });
  });

  it('P15: events are given up after 15 minutes of it, counted and told', async () => {
    await using bench = await startBench();
    bench.clock.chance = 0;
    bench.recorder.answer('log_event', { status: 503, headers: { 'retry-after': '60' } });
    logEvents(bench, 3);
    await bench.clock.advance(10_000);
    for (let minute = 0; minute < 15; minute += 1) {
      await passPause(bench, 60_000);
      await bench.recorder.received('log_event', minute + 2);
    }
    await bench.clock.advance(0);
    expect(bench.statsig.getStats()).toMatchObject({
      enqueued: 3,
      sent: 0,
      pending: 0,
      dropped: { expired: 3 },
    });
    expect(bench.log.problems).toContainEqual(
      expect.stringContaining('3 events are lost, because they could not be sent'),
    );
  });

  it.each([86_400_000, -86_400_000])('a clock that jumps by %d ms expires nothing', async (ms) => {
    await using bench = await startBench();
    bench.recorder.answer('log_event', (_, index) => ({ status: index < 3 ? 503 : 202 }));
    logEvents(bench, 3);
    await bench.clock.advance(10_000);
    await bench.clock.sleeping(500);
    bench.clock.jump(ms);
    await bench.clock.advance(500);
    await bench.clock.sleeping(1_000);
    bench.clock.jump(ms);
    await bench.clock.advance(1_000);
    await passPause(bench, 2_000);
    await bench.recorder.received('log_event', 4);
    expect(await bench.statsig.flush()).toMatchObject({ pending: 0 });
    expect(bench.statsig.getStats()).toMatchObject({ sent: 3, dropped: { expired: 0 } });
  });
});
