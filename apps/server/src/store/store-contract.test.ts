import { describe, expect, it, onTestFinished } from 'vitest';
import type { EventBatch } from '../ingest/event-batch.ts';
import { recordingLogger } from '../server.test-support.ts';
import { testEngines } from './engines.test-support.ts';
import { createEventStore } from './event-store.ts';
import { openDatabase } from './open-database.ts';
import { createRevisionStore, type Revision } from './revision-store.ts';

const batch = (id: string, change: Partial<EventBatch> = {}): EventBatch => ({
  environment: 'production',
  id,
  receivedAt: 1_800_000_000_000,
  events: [{ name: 'purchase', time: 1_800_000_000_000, unitID: 'ada', body: '{"a":1}', exposure: null }],
  ...change,
});

const seen = (unitID: string, time: number, gateValue = 'true'): EventBatch['events'][number] => ({
  name: 'statsig::gate_exposure',
  time,
  unitID,
  body: '{}',
  exposure: {
    eventName: 'statsig::gate_exposure',
    name: 'new_checkout',
    gateValue,
    parameterName: '',
    allocatedExperiment: '',
    ruleID: 'half',
  },
});

describe.each(await testEngines())('a store on $name', ({ createURL }) => {
  const open = async (url: string) => {
    const database = await openDatabase(url, recordingLogger());
    onTestFinished(() => database.destroy());
    return {
      database,
      events: createEventStore(database, 'production'),
      revisions: createRevisionStore(database),
    };
  };
  const start = async () => open(await createURL());

  it('is brought up to date once, by however many servers open it at the same time', async () => {
    const url = await createURL();
    const stores = [await open(url), ...(await Promise.all([open(url), open(url)]))];
    await stores[1]!.events.append([batch('a')]);
    expect(await Promise.all(stores.map(({ events }) => events.count()))).toEqual([1, 1, 1]);
  });

  it('keeps what was appended for whoever opens it next', async () => {
    const url = await createURL();
    const first = await open(url);
    await first.events.append([batch('a')]);
    const { database } = await open(url);
    expect(await database.selectFrom('event').selectAll().execute()).toEqual([
      {
        id: 1,
        environment: 'production',
        batch_id: 'a',
        name: 'purchase',
        time: 1_800_000_000_000,
        received_at: 1_800_000_000_000,
        unit_id: 'ada',
        body: '{"a":1}',
      },
    ]);
  });

  it('takes a batch once, within a commit, over commits and for each environment by itself', async () => {
    const { events } = await start();
    const staging = batch('a', { environment: 'staging' });
    expect(await events.append([batch('a'), batch('b'), batch('a'), staging])).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(await events.append([batch('b'), batch('c')])).toEqual([false, true]);
    expect([await events.count(), await events.count('staging')]).toEqual([3, 1]);
  });

  it('numbers events in the order of commits, over all servers', async () => {
    const url = await createURL();
    const { database, events } = await open(url);
    const other = await open(url);
    for (let round = 0; round < 20; round += 1) {
      const writers = round % 2 === 0 ? [events, other.events] : [other.events, events];
      for (const [index, writer] of writers.entries()) await writer.append([batch(`${round}-${index}`)]);
    }
    const rows = await database.selectFrom('event').select(['id', 'batch_id']).orderBy('id').execute();
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(rows[39]?.batch_id).toBe('19-1');
  });

  it('takes a thousand batches of one commit, and none when one of them cannot be taken', async () => {
    const { events } = await start();
    const many = Array.from({ length: 1000 }, (_, index) => batch(`b${index}`));
    expect(new Set(await events.append(many))).toEqual(new Set([true]));
    const broken = batch('broken', { receivedAt: null as unknown as number });
    await expect(events.append([batch('sound'), broken])).rejects.toThrow(/null/i);
    expect(await events.count()).toBe(1000);
    expect(await events.append([batch('sound')])).toEqual([true]);
  });

  it('adds up exposures: how often, by how many, and apart for each environment', async () => {
    const { database, events } = await start();
    await events.append([
      batch('a', { events: [seen('ada', 5), seen('ada', 3), seen('bob', 9)] }),
      batch('b', { events: [seen('ada', 4), seen('cyd', 1, 'false')] }),
      batch('c', { environment: 'staging', events: [seen('ada', 1)] }),
    ]);
    await events.append([batch('a', { events: [seen('ada', 1)] })]);
    const row = { eventName: 'statsig::gate_exposure', name: 'new_checkout', ruleID: 'half' };
    expect(await events.summarizeExposures()).toMatchObject([
      { ...row, gateValue: false, exposures: 1, units: 1 },
      { ...row, gateValue: true, exposures: 4, units: 2 },
    ]);
    expect(await events.summarizeExposures('staging')).toMatchObject([{ exposures: 1, units: 1 }]);
    const first = database.selectFrom('exposure').select('first_time').where('count', '=', 3);
    expect(await first.execute()).toEqual([{ first_time: 3 }]);
  });

  it.each([
    ['long', 'x'.repeat(10_000)],
    ['of other scripts', '名前 🙂 عربى'],
    ['with quotes', `'"\\;--`],
  ])('takes texts %s', async (_what, text) => {
    const { database, events } = await start();
    await events.append([batch('a', { events: [{ ...seen(text, 1), name: text, body: text }] })]);
    expect(await database.selectFrom('event').select(['name', 'unit_id', 'body']).execute()).toEqual([
      { name: text, unit_id: text, body: text },
    ]);
  });

  const revision = (time: number, parent: number, change: Partial<Revision> = {}): Revision => ({
    environment: 'production',
    time,
    parent,
    createdAt: 1_800_000_000_000,
    author: 'ada',
    message: 'why',
    project: `{"n":${time}}`,
    ...change,
  });

  it('finds revisions by time, and the newest one of each environment', async () => {
    const { revisions } = await start();
    expect(await revisions.latest('production')).toBeUndefined();
    expect(await revisions.add(revision(10, 0))).toBe(true);
    expect(await revisions.add(revision(20, 10))).toBe(true);
    expect(await revisions.add(revision(15, 0, { environment: 'staging' }))).toBe(true);
    expect(await revisions.latest('production')).toEqual(revision(20, 10));
    expect(await revisions.latest('staging')).toMatchObject({ time: 15 });
    expect(await revisions.find('production', 10)).toEqual(revision(10, 0));
    expect(await revisions.find('production', 15)).toBeUndefined();
  });

  it('gives a revision one child, however many want to be it', async () => {
    const url = await createURL();
    const [{ revisions }, other] = [await open(url), await open(url)];
    await revisions.add(revision(1, 0));
    const added = await Promise.all(
      [2, 3, 4, 5].map((time) => (time % 2 ? revisions : other.revisions).add(revision(time, 1))),
    );
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await revisions.add(revision(9, 0))).toBe(false);
  });
});

describe('a database URL', () => {
  it.each(['mysql://host/db', 'data/statsig.db', '', 'file:', 'file:///data/x.db'])(
    'may not be "%s", and the error says what it may be',
    async (url) => {
      await expect(openDatabase(url, recordingLogger())).rejects.toMatchObject({
        code: 'INVALID_OPTIONS',
        message: expect.stringContaining('DATABASE_URL'),
      });
    },
  );

  it('is not repeated when it is wrong: it may hold a password', async () => {
    await expect(openDatabase('postgre://me:hunter2@host/db', recordingLogger())).rejects.toMatchObject({
      message: expect.not.stringContaining('hunter2'),
    });
  });
});
