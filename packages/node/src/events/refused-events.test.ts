import type { StatsigError } from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import type { RecordedRequest, Reply } from '../recorder.test-support.ts';
import { type Bench, startBench } from '../statsig.test-support.ts';
import type { StatsigEvent } from './event-sink.ts';

const user = { userID: 'user-1' };

function logEvents({ statsig }: Bench, count: number): void {
  for (let index = 0; index < count; index += 1) statsig.logEvent(user, `event-${index}`);
}

function names(request: RecordedRequest): readonly string[] {
  return (request.json['events'] as StatsigEvent[]).map(({ eventName }) => eventName);
}

/** Refuses batches in which one of these events is. */
function refuse({ recorder }: Bench, poison: readonly string[], refusal: Reply): void {
  recorder.answer('log_event', (request) =>
    names(request).some((name) => poison.includes(name)) ? refusal : { status: 202 },
  );
}

const refusals: [name: string, refusal: Reply, reason: 'rejected' | 'tooLarge'][] = [
  ['400', { status: 400, body: { message: 'bad event' } }, 'rejected'],
  ['422', { status: 422 }, 'rejected'],
  ['413', { status: 413 }, 'tooLarge'],
  ['200 and success: false', { body: { success: false } }, 'rejected'],
];

describe('P16: a batch that the server does not take', () => {
  it.each(refusals)(
    'loses only the event that is at fault, counted, with %s',
    async (_name, refusal, reason) => {
      await using bench = await startBench();
      const errors: StatsigError[] = [];
      bench.statsig.on('error', (error) => void errors.push(error));
      refuse(bench, ['event-321'], refusal);
      logEvents(bench, 999);
      expect(await bench.statsig.flush()).toMatchObject({ sent: 998, pending: 0, dropped: 1 });
      expect(bench.statsig.getStats().dropped).toMatchObject({ [reason]: 1 });
      expect(bench.recorder.to('log_event').length).toBeLessThan(25);
      expect(errors).toHaveLength(1);
      expect(bench.log.problems).toEqual([expect.stringMatching(/^error \[statsig\] 1 events are lost/)]);
    },
  );

  it('loses each of several, and no other', async () => {
    await using bench = await startBench();
    const poison = ['event-0', 'event-1', 'event-500', 'event-999'];
    refuse(bench, poison, { status: 400 });
    logEvents(bench, 1_000);
    expect(await bench.statsig.flush()).toMatchObject({ sent: 996, pending: 0, dropped: 4 });
    const accepted = bench.recorder
      .to('log_event')
      .filter((post) => !names(post).some((name) => poison.includes(name)));
    expect(accepted.flatMap(names)).toHaveLength(996);
  });

  it.each([400, 413])('is given up soon by a server that takes nothing and says %d', async (status) => {
    await using bench = await startBench();
    bench.recorder.answer('log_event', { status });
    logEvents(bench, 1_000);
    expect(await bench.statsig.flush()).toMatchObject({ sent: 0, pending: 0, dropped: 1_000 });
    expect(bench.recorder.to('log_event').length).toBeLessThan(120);
    bench.recorder.answer('log_event', { status: 202 });
    logEvents(bench, 1);
    expect(await bench.statsig.flush()).toMatchObject({ sent: 1, dropped: 0 });
  });

  it('is split into batches whose IDs follow from its own', async () => {
    await using bench = await startBench();
    refuse(bench, ['event-0'], { status: 413 });
    logEvents(bench, 4);
    await bench.statsig.flush();
    const ids = new Map(
      bench.recorder
        .to('log_event')
        .map((post) => [names(post).join(), String(post.headers['statsig-batch-id'])]),
    );
    const id = String(ids.get('event-0,event-1,event-2,event-3'));
    expect(Object.fromEntries(ids)).toEqual({
      'event-0,event-1,event-2,event-3': id,
      'event-0,event-1': `${id}.0`,
      'event-2,event-3': `${id}.1`,
      'event-0': `${id}.0.0`,
      'event-1': `${id}.0.1`,
    });
  });

  it('does not end compression, once the server has taken something compressed', async () => {
    await using bench = await startBench();
    logEvents(bench, 30);
    await bench.statsig.flush();
    refuse(bench, ['event-3'], { status: 400 });
    logEvents(bench, 30);
    await bench.statsig.flush();
    const large = bench.recorder.to('log_event').filter((post) => names(post).length > 10);
    expect(large.map(({ isGzipped }) => isGzipped)).toEqual([true, true, true, true]);
  });
});
