import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StatsigError, StatsigError as StatsigFailure } from '@acme/statsig-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Bench, startBench } from '../statsig.test-support.ts';
import type { EventStore } from './event-store.ts';
import { fileEventStore } from './file-event-store/file-event-store.ts';

const user = { userID: 'user-1' };

function logEvents({ statsig }: Bench, count: number): void {
  for (let index = 0; index < count; index += 1) statsig.logEvent(user, `event-${index}`);
}

function expectBalance({ statsig }: Bench): void {
  const { enqueued, sent, pending, spooled, dropped } = statsig.getStats();
  const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
  expect(enqueued).toBe(sent + pending + spooled + lost);
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'statsig-spool-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function filesIn(directory: string): Promise<readonly string[]> {
  return (await readdir(directory, { recursive: true })).filter((name) => name.endsWith('.events'));
}

/** A store in memory that fails as long as it is told to. */
function fragileStore(): EventStore & { isBroken: boolean } {
  const batches = new Map<string, { eventCount: number; json: string }[]>();
  return {
    isBroken: true,
    syncIntervalMs: 100,
    maxBytes: 1_000_000,
    open: async () => undefined,
    async append(id, events) {
      if (this.isBroken) throw new StatsigFailure('EVENT_STORE', 'The disk is full.');
      batches.set(id, [...(batches.get(id) ?? []), events]);
    },
    read: async (id) => {
      const runs = batches.get(id) ?? [];
      const json = `[${runs.map((run) => run.json.slice(1, -1)).join()}]`;
      return { eventCount: runs.reduce((sum, run) => sum + run.eventCount, 0), json, statsigMetadata: '{}' };
    },
    remove: async (id) => void batches.delete(id),
    close: async () => undefined,
  };
}

describe('P25: with an event store', () => {
  it('an event is safe 100 ms after it was logged', async () => {
    const directory = await temporaryFolder();
    await using bench = await startBench({ eventStore: fileEventStore({ directory }) });
    logEvents(bench, 3);
    expect(bench.statsig.getStats()).toMatchObject({ enqueued: 3, pending: 3, spooled: 0 });
    await bench.clock.sleeping(100);
    await bench.clock.advance(100);
    await expect.poll(() => bench.statsig.getStats()).toMatchObject({ enqueued: 3, pending: 0, spooled: 3 });
    expect(bench.recorder.to('log_event')).toEqual([]);
    expect(await filesIn(directory)).toHaveLength(1);
    expect(await bench.statsig.flush()).toEqual({
      sent: 3,
      pending: 0,
      spooled: 0,
      dropped: 0,
      timedOut: false,
    });
    await expect.poll(() => filesIn(directory)).toEqual([]);
    expectBalance(bench);
  });

  it('what cannot be sent by the end is sent by the next process, as the same batch', async () => {
    const directory = await temporaryFolder();
    await using bench = await startBench({ eventStore: fileEventStore({ directory }) });
    bench.recorder.answer('log_event', 'reset');
    logEvents(bench, 30);
    const shutdown = bench.statsig.shutdown({ deadlineMs: 100 });
    await bench.recorder.received('log_event', 1);
    await bench.clock.sleeping(500);
    await bench.clock.advance(100);
    expect(await shutdown).toEqual({ sent: 0, pending: 0, spooled: 30, dropped: 0, timedOut: true });
    await using next = await startBench({ eventStore: fileEventStore({ directory }) });
    await next.statsig.initialize();
    expect(await next.statsig.flush()).toMatchObject({ sent: 30, pending: 0, spooled: 0 });
    expect(next.statsig.getStats()).toMatchObject({ enqueued: 30, sent: 30 });
    const [before] = bench.recorder.to('log_event');
    const [after] = next.recorder.to('log_event');
    expect(after?.bytes).toEqual(before?.bytes);
    expect(after?.headers['statsig-batch-id']).toBe(before?.headers['statsig-batch-id']);
  });

  it('events that the store does not take are sent from memory, told once, and stored again afterwards', async () => {
    const store = fragileStore();
    await using bench = await startBench({ eventStore: store });
    const errors: StatsigError[] = [];
    bench.statsig.on('error', (error) => void errors.push(error));
    for (let round = 0; round < 2; round += 1) {
      logEvents(bench, 3);
      expect(await bench.statsig.flush()).toMatchObject({ sent: 3, pending: 0, spooled: 0, dropped: 0 });
    }
    expect(errors).toMatchObject([{ code: 'EVENT_STORE', message: 'The disk is full.' }]);
    store.isBroken = false;
    logEvents(bench, 3);
    expect(bench.statsig.getStats()).toMatchObject({ pending: 3, spooled: 0 });
    await bench.clock.sleeping(5_000);
    await bench.clock.advance(5_000);
    expect(bench.statsig.getStats()).toMatchObject({ pending: 0, spooled: 3 });
    expectBalance(bench);
  });

  it('the oldest events go when it is full, counted and told', async () => {
    const directory = await temporaryFolder();
    await using bench = await startBench({
      eventStore: fileEventStore({ directory, maxBytes: 65_536 }),
      events: { maxBatchEvents: 100 },
    });
    bench.recorder.answer('log_event', { status: 401 });
    logEvents(bench, 1_000);
    await bench.statsig.flush();
    const { pending, spooled, dropped } = bench.statsig.getStats();
    expect(pending).toBe(0);
    expect(dropped.storeFull).toBeGreaterThan(0);
    expect(spooled).toBe(1_000 - dropped.storeFull);
    expect(bench.log.problems).toContainEqual(
      expect.stringContaining('The event store is full (maxBytes 65536)'),
    );
    expectBalance(bench);
  });

  it('a batch that is split is forgotten when all of it is settled', async () => {
    const directory = await temporaryFolder();
    await using bench = await startBench({ eventStore: fileEventStore({ directory }) });
    bench.recorder.answer('log_event', ({ json }) => ({
      status: JSON.stringify(json).includes('"event-5"') ? 400 : 202,
    }));
    logEvents(bench, 10);
    expect(await bench.statsig.flush()).toMatchObject({ sent: 9, dropped: 1, pending: 0, spooled: 0 });
    await expect.poll(() => filesIn(directory)).toEqual([]);
    expectBalance(bench);
  });

  it('what is deleted under it is counted, and holds up nobody', async () => {
    const directory = await temporaryFolder();
    await using bench = await startBench({ eventStore: fileEventStore({ directory }) });
    logEvents(bench, 3);
    await bench.clock.sleeping(100);
    await bench.clock.advance(100);
    await expect.poll(() => bench.statsig.getStats().spooled).toBe(3);
    for (const name of await filesIn(directory)) await rm(join(directory, name));
    expect(await bench.statsig.flush()).toMatchObject({ sent: 0, pending: 0, spooled: 0, dropped: 3 });
    expect(bench.statsig.getStats().dropped.unreadable).toBe(3);
    expectBalance(bench);
  });

  it('nothing is opened or written before the first event or initialize()', async () => {
    const directory = await temporaryFolder();
    await using bench = await startBench({ eventStore: fileEventStore({ directory }) });
    expect(await readdir(directory)).toEqual([]);
    expect(await bench.statsig.shutdown()).toMatchObject({ sent: 0, spooled: 0 });
    expect(await readdir(directory)).toEqual([]);
  });
});
