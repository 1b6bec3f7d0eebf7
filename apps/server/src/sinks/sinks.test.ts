import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer as createHTTPServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../clock.ts';
import { createMetrics } from '../metrics.ts';
import { recordingLogger, temporaryFolder } from '../server.test-support.ts';
import { testEngines } from '../store/engines.test-support.ts';
import { createEventStore } from '../store/event-store.ts';
import { createExportStore } from '../store/export-store.ts';
import { openDatabase } from '../store/open-database.ts';
import { expireEvents } from '../store/retention.ts';
import type { EventExport, ExportedEvent } from './event-export.ts';
import { jsonlExport } from './jsonl-export.ts';
import { runExport } from './run-export.ts';
import { webhookExport } from './webhook-export.ts';

/** An export into memory that fails as often as it is told to. */
function memoryExport(failures = 0, name = 'memory') {
  const events: ExportedEvent[] = [];
  let left = failures;
  const target: EventExport = {
    name,
    write: async (batch) => {
      left -= 1;
      if (left >= 0) throw new Error('not now');
      events.push(...batch);
    },
  };
  return { target, ids: () => events.map(({ id }) => id) };
}

/** Time that passes at once, a turn at a time. */
const hurriedClock = {
  now: () => 1_000,
  sleep: async (_ms: number, signal: AbortSignal) => {
    await systemClock.sleep(1, signal);
  },
};

describe.each(await testEngines())('stored events on $name', ({ createURL }) => {
  const start = async () => {
    const database = await openDatabase(await createURL(), recordingLogger());
    onTestFinished(() => database.destroy());
    const store = createExportStore(database);
    const append = async (id: string, count: number, receivedAt = 1_000) => {
      const event = { name: 'e', time: 1, unitID: 'ada', body: '{"eventName":"e"}', exposure: null };
      const events = new Array(count).fill(event);
      await createEventStore(database, 'production').append([
        { environment: 'production', id, receivedAt, events },
      ]);
    };
    const logger = recordingLogger();
    const run = (target: EventExport) => {
      const running = runExport(target, { store, clock: hurriedClock, logger, metrics: createMetrics() });
      onTestFinished(() => running.close());
      return running;
    };
    const left = async () => (await database.selectFrom('event').select('id').execute()).length;
    return { database, append, run, left, lines: logger.lines };
  };
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  it('go on once each and in order, those that come later too', async () => {
    const { append, run } = await start();
    await append('a', 700);
    const { target, ids } = memoryExport();
    run(target);
    await expect.poll(ids).toEqual(upTo(700));
    await append('b', 3);
    await expect.poll(ids).toEqual(upTo(703));
  });

  it('wait for what fails, are told of once, and do not hold up others', async () => {
    const { append, run, lines } = await start();
    await append('a', 5);
    const [failing, sound] = [memoryExport(3, 'failing'), memoryExport()];
    run(failing.target);
    run(sound.target);
    await expect.poll(sound.ids).toEqual(upTo(5));
    await expect.poll(failing.ids).toEqual(upTo(5));
    await expect
      .poll(() => lines)
      .toEqual([
        'warn [statsig] Events cannot go to failing: not now',
        'info [statsig] Events go to failing again.',
      ]);
  });

  it('go on where they were after a restart', async () => {
    const { append, run } = await start();
    await append('a', 2);
    const first = memoryExport();
    const running = run(first.target);
    await expect.poll(first.ids).toEqual([1, 2]);
    await running.close();
    await append('b', 2);
    const next = memoryExport();
    run(next.target);
    await expect.poll(next.ids).toEqual([3, 4]);
  });

  it('are sent by one of several servers', async () => {
    const { append, run } = await start();
    const [one, other] = [memoryExport(), memoryExport()];
    run(one.target);
    run(other.target);
    for (let batch = 0; batch < 10; batch += 1) await append(`b${batch}`, 10);
    await expect.poll(() => [...one.ids(), ...other.ids()]).toHaveLength(100);
    expect([one.ids().length, other.ids().length].toSorted((left, right) => left - right)).toEqual([0, 100]);
  });

  it('are deleted when they are old, and not before every export has them', async () => {
    const { database, append, run, left } = await start();
    await append('old', 2_500, 100);
    await append('new', 10, 900);
    expect(await expireEvents(database, { before: 500, exports: ['memory'] })).toBe(0);
    const { target, ids } = memoryExport();
    run(target);
    await expect.poll(ids).toHaveLength(2_510);
    await expect.poll(async () => expireEvents(database, { before: 500, exports: ['memory'] })).toBe(0);
    expect(await left()).toBe(10);
    expect(await expireEvents(database, { before: 1_000, exports: [] })).toBe(10);
  });
});

const event: ExportedEvent = {
  id: 1,
  environment: 'production',
  name: 'purchase',
  time: 1,
  receivedAt: 2,
  unitID: 'ada',
  event: { eventName: 'purchase' },
};
const never = new AbortController().signal;

it('a file gets a line for each event', async () => {
  const file = join(await temporaryFolder(), 'events', 'out.jsonl');
  const target = jsonlExport(file);
  await target.write([event], never);
  await target.write([{ ...event, id: 2 }], never);
  expect((await readFile(file, 'utf8')).split('\n')).toEqual([
    JSON.stringify(event),
    JSON.stringify({ ...event, id: 2 }),
    '',
  ]);
});

describe('a webhook', () => {
  const listen = async (status: number) => {
    const bodies: unknown[] = [];
    const http = createHTTPServer((request, response) => {
      void json(request).then((body) => {
        bodies.push(body);
        response.writeHead(status, { location: '/elsewhere' }).end('ok');
      });
    }).listen(0);
    await once(http, 'listening');
    onTestFinished(() => void http.close());
    return { url: `http://localhost:${(http.address() as AddressInfo).port}/hook?token=secret`, bodies };
  };

  it('gets events in one request, and its secrets stay out of its name', async () => {
    const { url, bodies } = await listen(204);
    const target = webhookExport(url, fetch);
    await target.write([event], never);
    expect(bodies).toEqual([{ events: [event] }]);
    expect(target.name).not.toContain('token');
  });

  it.each([500, 401, 302])('that answers %i has not got them', async (status) => {
    const { url } = await listen(status);
    await expect(webhookExport(url, fetch).write([event], never)).rejects.toThrow();
  });
});
