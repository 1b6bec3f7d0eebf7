import { describe, expect, it } from 'vitest';
import type { RecordedRequest } from '../recorder.test-support.ts';
import { specsPayload } from '../specs.test-support.ts';
import { type Bench, startBench } from '../statsig.test-support.ts';
import type { StatsigEvent } from './event-sink.ts';

const user = { userID: 'user-1' };

async function flushed({ statsig, recorder }: Bench): Promise<readonly StatsigEvent[]> {
  await statsig.flush();
  return recorder.to('log_event').flatMap(({ json }) => json['events'] as StatsigEvent[]);
}

function namesIn({ json }: RecordedRequest): readonly string[] {
  return (json['events'] as StatsigEvent[]).map(({ eventName }) => eventName);
}

async function initialized(options = {}): Promise<Bench> {
  const bench = await startBench(options);
  const body = specsPayload({
    time: 2_000,
    gates: { open: true },
    configs: { banner: { text: 'Hello' } },
    layers: { home: { title: 'Home' } },
  });
  bench.recorder.answer('download_config_specs', { body });
  await bench.statsig.initialize();
  return bench;
}

function deepFrozen<T extends object>(object: T): T {
  for (const value of Object.values(object))
    if (typeof value === 'object' && value !== null) deepFrozen(value);
  return Object.freeze(object);
}

describe('P2: input objects are never changed', () => {
  it('neither users nor metadata, and later changes to them do not count', async () => {
    await using bench = await initialized({ environment: 'staging' });
    const frozen = deepFrozen({ ...user, customIDs: { companyID: 'c' }, custom: { list: [{ a: 1 }] } });
    bench.statsig.logEvent(frozen, 'frozen', { metadata: deepFrozen({ nested: { a: [1] } }) });
    const metadata = { flat: 1, nested: { list: [1] } };
    const changing = { userID: 'before', custom: { plan: 'free', roles: ['a'] } };
    bench.statsig.logEvent(changing, 'changing', { metadata });
    changing.userID = 'after';
    changing.custom.plan = 'pro';
    changing.custom.roles.push('b');
    metadata.flat = 2;
    metadata.nested.list.push(2);
    expect(await flushed(bench)).toMatchObject([
      { eventName: 'frozen', user: frozen, metadata: { nested: { a: [1] } } },
      {
        user: { userID: 'before', custom: { plan: 'free', roles: ['a'] } },
        metadata: { flat: 1, nested: { list: [1] } },
      },
    ]);
  });
});

describe('P4: hostile input neither crashes nor stalls', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  let deep: object = {};
  for (let level = 0; level < 20_000; level += 1) deep = { deep };
  const hostile: Readonly<Record<string, unknown>> = {
    cyclic,
    deep,
    bigInt: 2n ** 70n,
    notFinite: Number.NaN,
    symbol: Symbol('s'),
    throwing: Object.defineProperty({}, 'bad', {
      enumerable: true,
      get: () => {
        throw new Error('getter');
      },
    }),
    proxy: new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('proxy');
        },
      },
    ),
    toJSON: {
      toJSON: () => {
        throw new Error('toJSON');
      },
    },
    wide: Array.from({ length: 100_000 }, (_, index) => index),
    long: 'x'.repeat(1_000_000),
    nothing: Object.create(null),
  };

  it.each(Object.keys(hostile))('%s, in metadata, users, IDs, names and values', async (kind) => {
    await using bench = await initialized();
    const { statsig } = bench;
    const value = hostile[kind] as never;
    statsig.logEvent(user, 'metadata', { metadata: { value, after: 1 } });
    statsig.logEvent(user, 'as metadata', { metadata: value });
    statsig.logEvent(user, 'value', { value });
    statsig.logEvent({ ...user, custom: { value, after: 1 } }, 'custom');
    statsig.logEvent({ ...user, custom: value, email: value }, 'fields');
    statsig.logEvent({ userID: value, customIDs: { id: value } }, 'IDs');
    statsig.logEvent(value, 'user');
    statsig.logEvent(user, value);
    statsig.checkGate(value, 'open');
    statsig.checkGate(user, value);
    statsig.getLayer(user, 'home').get('title', value);
    statsig.getLayer(user, 'home').get(value, 'fallback');
    statsig.forUser(user).logLayerParameterExposure('home', value);
    statsig.logEvent(user, 'last');
    const events = await flushed(bench);
    const names = events.map(({ eventName }) => eventName);
    expect(names).toEqual(expect.arrayContaining(['metadata', 'as metadata', 'value', 'custom', 'last']));
    expect(names).toEqual(expect.arrayContaining(['fields', 'IDs', 'user']));
    // Two batches may be on their way at once, so that the order of events across batches is not fixed.
    const [first] = events.filter(({ eventName }) => eventName === 'metadata');
    expect(first?.metadata).toMatchObject(kind === 'wide' ? {} : { after: 1 });
    const { enqueued, sent, dropped } = statsig.getStats();
    expect({ enqueued, sent, lost: dropped.invalidName }).toEqual({
      enqueued,
      sent: enqueued - dropped.invalidName,
      lost: typeof value === 'string' ? 0 : 1,
    });
  });
});

describe('P13: every event is delivered at least once, or its loss is counted', () => {
  it('through connections that end and errors, to the last', async () => {
    await using bench = await initialized({ events: { maxBatchEvents: 10, maxQueueEvents: 60 } });
    const { statsig, recorder, clock } = bench;
    recorder.answer(
      'log_event',
      (_, index) => (['reset', { status: 503 }, { status: 429 }] as const)[index % 3]!,
    );
    clock.chance = 1;
    for (let index = 0; index < 100; index += 1) statsig.logEvent(user, `event-${index}`);
    await recorder.received('log_event', 2);
    const { pending, dropped } = statsig.getStats();
    expect({ pending, queueFull: dropped.queueFull }).toEqual({ pending: 60, queueFull: 40 });
    const failed = recorder.to('log_event').length;
    recorder.answer('log_event', { status: 202 });
    const end = statsig.flush({ deadlineMs: 600_000 });
    await clock.advance(60_000);
    expect(await end).toMatchObject({ sent: 60, pending: 0, dropped: 0 });
    expect(statsig.getStats()).toMatchObject({ enqueued: 100, sent: 60, dropped: { queueFull: 40 } });
    const arrived = recorder.to('log_event').slice(failed).flatMap(namesIn);
    expect(new Set(arrived).size).toBe(60);
  });
});

describe('P14: memory is bounded in events and bytes', () => {
  it.each([
    ['events', { maxQueueEvents: 3_500 }, 3_500],
    ['bytes', { maxQueueBytes: 500_000 }, undefined],
  ])('%s, also of batches that are packed', async (_unit, events, kept) => {
    await using bench = await initialized({ events });
    bench.recorder.answer('log_event', { status: 503 });
    bench.clock.chance = 1;
    for (let index = 0; index < 20_000; index += 1) {
      bench.statsig.logEvent(user, `event-${index}`, { metadata: { index } });
      if (index % 500 === 0) await new Promise(setImmediate);
    }
    const { enqueued, sent, pending, dropped } = bench.statsig.getStats();
    expect({ enqueued, sent }).toEqual({ enqueued: 20_000, sent: 0 });
    expect(pending).toBeLessThanOrEqual(kept ?? 6_000);
    expect(pending).toBeGreaterThan((kept ?? 4_500) - 1_000);
    expect(pending + dropped.queueFull).toBe(20_000);
    bench.recorder.answer('log_event', { status: 202 });
    const end = bench.statsig.flush({ deadlineMs: 600_000 });
    await bench.clock.advance(60_000);
    await end;
    const bodies = bench.recorder.to('log_event').filter(({ headers }) => headers['statsig-retry-count']);
    const names = new Set(
      bodies.flatMap(({ json }) => (json['events'] as StatsigEvent[]).map((e) => e.eventName)),
    );
    expect(names).toContain('event-19999');
    expect(bench.statsig.getStats()).toMatchObject({ pending: 0, sent: pending });
  });
});

describe('P22: limits are held, and not only warned about', () => {
  const x = (length: number): string => 'x'.repeat(length);

  it.each<[name: string, log: (bench: Bench) => void, event: object]>([
    ['event names', ({ statsig }) => statsig.logEvent(user, x(200)), { eventName: x(128) }],
    ['user IDs', ({ statsig }) => statsig.logEvent({ userID: x(200) }, 'e'), { user: { userID: x(128) } }],
    ['values', ({ statsig }) => statsig.logEvent(user, 'e', { value: x(200) }), { value: x(128) }],
    [
      'metadata, the largest value first',
      ({ statsig }) => statsig.logEvent(user, 'e', { metadata: { small: 'kept', large: x(9_000) } }),
      { metadata: { small: 'kept', large: expect.stringMatching(/^x+$/), statsig_truncated: 'true' } },
    ],
    [
      'users, the largest value first and IDs never',
      ({ statsig }) =>
        statsig.logEvent(
          { ...user, email: 'e@x', userAgent: x(900), custom: { a: 'kept', b: x(9_000) } },
          'e',
        ),
      {
        user: {
          ...user,
          email: 'e@x',
          userAgent: x(900),
          custom: { a: 'kept', b: expect.stringMatching(/^x+$/), statsig_truncated: 'true' },
        },
      },
    ],
  ])('of %s', async (_name, log, event) => {
    await using bench = await initialized();
    log(bench);
    const [sent] = await flushed(bench);
    expect(sent).toMatchObject(event);
    expect(JSON.stringify(sent?.user).length).toBeLessThanOrEqual(4_096);
    expect(JSON.stringify(sent?.metadata ?? {}).length).toBeLessThanOrEqual(4_096);
  });
});

describe('P26: after shutdown', () => {
  it('answers go on, and events are refused and counted', async () => {
    await using bench = await initialized();
    bench.statsig.logEvent(user, 'before');
    await bench.statsig.shutdown();
    expect(bench.statsig.checkGate(user, 'open')).toBe(true);
    bench.statsig.logEvent(user, 'after');
    expect(bench.statsig.getStats()).toMatchObject({ sent: 1, pending: 0, dropped: { afterShutdown: 2 } });
    expect((await flushed(bench)).map(({ eventName }) => eventName)).toEqual(['before']);
  });
});

describe('P36: exposures say what they always said', () => {
  it('with the same keys and the same types', async () => {
    await using bench = await initialized();
    const flags = bench.statsig.forUser(user);
    flags.checkGate('open');
    flags.getDynamicConfig('banner');
    flags.getLayer('home').get('title', '');
    flags.logGateExposure('open');
    const typesOf = (record: object | undefined): object =>
      Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, typeof value]));
    const text = 'string';
    const common = {
      ruleID: text,
      reason: text,
      configSyncTime: 'number',
      initTime: 'number',
      serverTime: 'number',
    };
    expect((await flushed(bench)).map(({ metadata }) => typesOf(metadata))).toEqual([
      { ...common, gate: text, gateValue: text },
      { ...common, config: text, rulePassed: text },
      { ...common, config: text, allocatedExperiment: text, parameterName: text, isExplicitParameter: text },
      { ...common, gate: text, gateValue: text, isManualExposure: text },
    ]);
  });
});

describe('P37: exposures are told apart', () => {
  it('by the names of IDs and by whether they were logged by hand, once a minute', async () => {
    await using bench = await initialized();
    const { statsig, clock } = bench;
    for (let round = 0; round < 2; round += 1) {
      statsig.checkGate({ userID: 'u', customIDs: { x: '1' } }, 'open');
      statsig.checkGate({ userID: 'u', customIDs: { y: '1' } }, 'open');
      statsig.forUser({ userID: 'u', customIDs: { x: '1' } }).logGateExposure('open');
    }
    expect(await flushed(bench)).toHaveLength(3);
    await clock.advance(60_000);
    statsig.checkGate({ userID: 'u', customIDs: { x: '1' } }, 'open');
    expect(await flushed(bench)).toHaveLength(4);
  });
});
