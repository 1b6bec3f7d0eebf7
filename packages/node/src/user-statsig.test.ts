import { describe, expect, it } from 'vitest';
import { ManualClock } from './manual-clock.test-support.ts';
import { startOffline } from './offline.test-support.ts';
import { specsPayload } from './specs.test-support.ts';
import { type Bench, sdkKey, startBench } from './statsig.test-support.ts';

const user = { userID: 'user-1' };
const parts = {
  gates: { open: true },
  configs: { banner: { text: 'Hello' } },
  layers: { home: { title: 'Home' } },
};

async function initialized(options = {}): Promise<Bench> {
  const bench = await startBench(options);
  bench.recorder.answer('download_config_specs', (_, index) =>
    index === 0
      ? { body: specsPayload({ time: 1_000, ...parts }) }
      : { body: specsPayload({ time: 2_000, gates: { other: true } }) },
  );
  await bench.statsig.initialize();
  return bench;
}

describe('Statsig', () => {
  it('answers for a user given with each call as for a user fixed before', async () => {
    await using bench = await initialized();
    const { statsig } = bench;
    const flags = statsig.forUser(user);
    expect([statsig.checkGate(user, 'open'), flags.checkGate('open')]).toEqual([true, true]);
    expect(statsig.getFeatureGate(user, 'open')).toEqual(flags.getFeatureGate('open'));
    expect(statsig.getDynamicConfig(user, 'banner').get('text', '')).toBe('Hello');
    expect(flags.getDynamicConfig('banner').get('text', '')).toBe('Hello');
    expect(statsig.getExperiment(user, 'banner').get('text', '')).toBe('Hello');
    expect(flags.getExperiment('banner').get('text', '')).toBe('Hello');
    expect(statsig.getLayer(user, 'home').get('title', '')).toBe('Home');
    expect(flags.getLayer('home').get('title', '')).toBe('Home');
  });

  it.each<[name: string, user: unknown, gate: unknown, reason: string]>([
    ['an unknown gate', user, 'unknown', 'Unrecognized'],
    ['a gate named like a method', user, 'constructor', 'Unrecognized'],
    ['no gate', user, undefined, 'Unrecognized'],
    ['a frozen user', Object.freeze({ userID: 'a', custom: Object.freeze({}) }), 'open', 'Recognized'],
    ['a number as an ID', { userID: 5 }, 'open', 'Recognized'],
    ['a user without an ID', {}, 'open', 'Error'],
    ['no user', null, 'open', 'Error'],
    ['undefined', undefined, 'open', 'Error'],
    ['a text', 'user-1', 'open', 'Error'],
  ])('answers for %s', async (_name, asked, gate, reason) => {
    await using bench = await initialized({ environment: 'production' });
    for (const flags of [bench.statsig.forUser(asked as object), null]) {
      const answer =
        flags?.getFeatureGate(gate as string) ??
        bench.statsig.getFeatureGate(asked as object, gate as string);
      expect(answer).toMatchObject({ value: reason === 'Recognized', details: { reason } });
    }
    expect(bench.statsig.getLayer(asked as object, 'unknown').get('title', 'fallback')).toBe('fallback');
  });

  it('answers Uninitialized before there are specs', async () => {
    await using bench = await startBench();
    expect(bench.statsig.getFeatureGate(user, 'open')).toMatchObject({
      value: false,
      details: { reason: 'Uninitialized' },
    });
    expect(bench.statsig.getLayer(user, 'home').get('title', 'fallback')).toBe('fallback');
  });

  it('works on when a look-up throws', async () => {
    const lookups = {
      country: () => {
        throw new Error('no table');
      },
    };
    await using bench = await initialized({ lookups });
    const payload = specsPayload({ time: 3_000, gates: { abroad: true } });
    const [gate] = payload.feature_gates as { rules: { conditions: object[] }[] }[];
    gate?.rules[0]?.conditions.splice(0, 1, {
      type: 'ip_based',
      targetValue: ['NZ'],
      operator: 'none',
      field: 'country',
    });
    bench.recorder.answer('download_config_specs', { body: payload });
    await bench.clock.sleeping(10_000);
    const updated = new Promise((resolve) => bench.statsig.on('specsUpdated', resolve));
    await bench.clock.advance(10_000);
    await updated;
    expect(bench.statsig.getFeatureGate({ ...user, ip: '1.2.3.4' }, 'abroad').details.reason).toBe(
      'Recognized',
    );
    expect(bench.log.problems).toEqual([expect.stringContaining('lookups.country threw')]);
  });
});

describe('UserStatsig', () => {
  it('keeps the specs that it started with', async () => {
    await using bench = await initialized();
    const before = bench.statsig.forUser(user);
    const updated = new Promise((resolve) => bench.statsig.on('specsUpdated', resolve));
    await bench.clock.sleeping(10_000);
    await bench.clock.advance(10_000);
    await updated;
    expect(before.getFeatureGate('open')).toMatchObject({ value: true, details: { lcut: 1_000 } });
    expect(before.withUser({ userID: 'user-2' }).checkGate('open')).toBe(true);
    expect(bench.statsig.forUser(user).getFeatureGate('open')).toMatchObject({
      value: false,
      details: { lcut: 2_000, reason: 'Unrecognized' },
    });
  });

  it('reads the clock for answers that depend on the time, and for no others', async () => {
    const payload = specsPayload({ gates: { open: true, later: true } });
    const isLater = {
      type: 'current_time',
      operator: 'gt',
      targetValue: 5_000,
      field: null,
      idType: 'userID',
    };
    payload.feature_gates[1]?.rules[0]?.conditions.splice(0, 1, isLater);
    const clock = new ManualClock(1_000);
    let readings = 0;
    const counting = {
      now: () => {
        readings += 1;
        return clock.now();
      },
      sleep: clock.sleep.bind(clock),
      random: () => 0,
    };
    const { statsig } = await startOffline(payload, { clock: counting });
    const flags = statsig.forUser(user);
    const options = { disableExposureLogging: true };
    readings = 0;
    expect([flags.checkGate('open', options), readings]).toEqual([true, 0]);
    expect([flags.checkGate('later', options), readings]).toEqual([false, 1]);
    await clock.advance(5_000);
    expect(flags.checkGate('later', options)).toBe(true);
  });

  it('says the same of the user in all events, and does not change it', async () => {
    await using bench = await initialized({ environment: 'production' });
    const user = { userID: 'user-1', customIDs: { companyID: 'acme' } };
    const before = structuredClone(user);
    const flags = bench.statsig.forUser(user);
    flags.logEvent('seen');
    expect(user).toEqual(before);
    user.customIDs.companyID = 'other';
    flags.logEvent('seen again');
    await bench.statsig.flush();
    const events = bench.recorder.to('log_event')[0]?.json['events'];
    expect(events).toMatchObject([{ user: before }, { user: before }]);
  });

  it('takes a user whose fields are getters', async () => {
    class Account {
      get userID(): string {
        return 'user-1';
      }
      get email(): string {
        throw new Error('not loaded');
      }
    }
    await using bench = await initialized();
    const flags = bench.statsig.forUser(new Account());
    expect(flags.checkGate('open')).toBe(true);
    await bench.statsig.flush();
    expect(bench.recorder.to('log_event')[0]?.json['events']).toMatchObject([{ user: { userID: 'user-1' } }]);
  });
});

describe('two SDK objects', () => {
  it('share nothing', async () => {
    await using first = await initialized();
    await using second = await startBench({ sdkKey: `${sdkKey}-2` });
    second.recorder.answer('download_config_specs', { body: specsPayload({ time: 9_000 }) });
    await second.statsig.initialize();
    expect([first.statsig.checkGate(user, 'open'), second.statsig.checkGate(user, 'open')]).toEqual([
      true,
      false,
    ]);
    await first.statsig.shutdown();
    second.statsig.logEvent(user, 'alive');
    expect(await second.statsig.flush()).toMatchObject({ sent: 2 });
    const [ours, theirs] = [first, second].map(({ recorder }) => recorder.to('log_event')[0]?.headers);
    expect(ours?.['statsig-api-key']).toBe(sdkKey);
    expect(theirs?.['statsig-api-key']).toBe(`${sdkKey}-2`);
    expect(ours?.['statsig-server-session-id']).not.toBe(theirs?.['statsig-server-session-id']);
  });
});
