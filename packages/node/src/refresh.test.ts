import { createOverrides, experimentLayer, specNames } from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import { startRecorder } from './recorder.test-support.ts';
import { specsPayload } from './specs.test-support.ts';
import { startBench } from './statsig.test-support.ts';

const user = { userID: 'user-1' };
const specs = 'download_config_specs';
const idLists = 'get_id_lists';
const newer = { body: specsPayload({ time: 2_000, gates: { newer: true } }) };

/** Specs that ask an ID list. */
function segmented() {
  const payload = specsPayload({ gates: { vip: true } });
  const inList = {
    type: 'unit_id',
    operator: 'in_segment_list',
    targetValue: 'vips',
    field: null,
    idType: 'userID',
  };
  for (const gate of payload.feature_gates)
    gate.rules = gate.rules.map((one) => ({ ...one, conditions: [inList] }));
  return payload;
}

describe('refresh', () => {
  it('asks at once, and resolves when newer specs are in use', async () => {
    await using bench = await startBench();
    const { statsig, recorder } = bench;
    await statsig.initialize();
    recorder.answer(specs, newer);
    expect(await statsig.refresh()).toBeNull();
    expect(specNames(statsig.specs).gates).toEqual(['newer']);
    expect(experimentLayer(statsig.specs, 'newer')).toBeNull();
  });

  it('says what failed, and keeps the specs', async () => {
    await using bench = await startBench();
    const { statsig, recorder } = bench;
    await statsig.initialize();
    recorder.answer(specs, { status: 500 });
    expect(await statsig.refresh()).toMatchObject({ code: 'NETWORK' });
    expect(statsig.checkGate(user, 'open')).toBe(true);
  });

  it('starts what has not been started, or could not be', async () => {
    await using bench = await startBench();
    const { statsig, recorder } = bench;
    expect(await statsig.refresh()).toBeNull();
    expect(statsig.isReady).toBe(true);
    expect(recorder.to(specs)).toHaveLength(1);
  });

  it('does nothing after the shutdown', async () => {
    await using bench = await startBench();
    const { statsig, recorder } = bench;
    await statsig.initialize();
    await statsig.shutdown();
    expect(await statsig.refresh()).toMatchObject({ code: 'SHUT_DOWN' });
    expect(recorder.to(specs)).toHaveLength(1);
  });

  it('asks for ID lists as well', async () => {
    await using bench = await startBench();
    const { statsig, recorder } = bench;
    recorder.answer(specs, { body: segmented() });
    recorder.answer(idLists, { body: {} });
    await statsig.initialize();
    await recorder.received(idLists, 1);
    await statsig.refresh();
    expect(recorder.to(idLists)).toHaveLength(2);
  });
});

describe('disablePolling', () => {
  it('asks when told to, once there are specs and lists', async () => {
    await using bench = await startBench({
      specs: { disablePolling: true },
      idLists: { disablePolling: true },
    });
    const { statsig, recorder, clock } = bench;
    recorder.answer(specs, { body: segmented() });
    recorder.answer(idLists, { body: {} });
    await statsig.initialize();
    await recorder.received(idLists, 1);
    await clock.advance(3_600_000);
    expect([recorder.to(specs).length, recorder.to(idLists).length]).toEqual([1, 1]);
    recorder.answer(specs, newer);
    await statsig.refresh();
    await clock.advance(3_600_000);
    expect([recorder.to(specs).length, recorder.to(idLists).length]).toEqual([2, 2]);
    expect(statsig.checkGate(user, 'newer')).toBe(true);
  });

  it('asks nobody when there is a bootstrap', async () => {
    const bootstrap = specsPayload({ gates: { boot: true } });
    await using bench = await startBench({ specs: { disablePolling: true, bootstrap } });
    await bench.statsig.initialize();
    await bench.clock.advance(3_600_000);
    expect(bench.recorder.to(specs)).toEqual([]);
    expect(bench.statsig.checkGate(user, 'boot')).toBe(true);
  });

  it('goes on until there are specs', async () => {
    await using bench = await startBench({ specs: { disablePolling: true } });
    const { statsig, recorder, clock } = bench;
    recorder.answer(specs, (_, index) => (index === 0 ? { status: 500 } : newer));
    expect(await statsig.initialize()).toMatchObject({ success: false });
    await clock.advance(1_000);
    await recorder.received(specs, 2);
    expect(await statsig.initialize()).toMatchObject({ success: true });
  });
});

describe('specs.apiURL', () => {
  it('asks the first server that answers, and events go elsewhere', async () => {
    await using mirror = await startRecorder();
    mirror.answer(specs, newer);
    await using down = await startRecorder();
    down.answer(specs, { status: 503 });
    await using bench = await startBench({ specs: { apiURL: [down.apiURL, mirror.apiURL] } });
    const { statsig, recorder } = bench;
    expect(await statsig.initialize()).toMatchObject({ success: true });
    statsig.logEvent(user, 'sent');
    await statsig.flush();
    expect([down, mirror, recorder].map((each) => each.requests.length)).toEqual([1, 1, 1]);
  });

  it.each([[[]], ['nowhere'], [['https://a.example/v1', 'ftp://a.example']]])(
    'refuses %j',
    async (apiURL) => {
      await expect(startBench({ specs: { apiURL } })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
    },
  );
});

describe('logEvent', () => {
  it.each([
    [7, 7],
    [7.9, 7],
    [Number.NaN, undefined],
    ['7', undefined],
    [null, undefined],
  ])('with the time %s says that it happened then, or now', async (time, expected) => {
    await using bench = await startBench();
    const { statsig, recorder, clock } = bench;
    statsig.logEvent(user, 'late', { time: time as number });
    await statsig.flush();
    const [request] = recorder.to('log_event');
    expect(request?.json).toMatchObject({ events: [{ time: expected ?? clock.now() }] });
  });
});

describe('getClientInitializeResponse', () => {
  it('takes answers for one response alone, before those of the application', async () => {
    const bootstrap = specsPayload({ gates: { one: true, two: true } });
    await using bench = await startBench({ specs: { bootstrap }, offline: true });
    const { statsig } = bench;
    await statsig.initialize();
    statsig.overrides.set('gate', 'one', { value: false });
    statsig.overrides.set('gate', 'two', { value: false });
    const overrides = createOverrides();
    overrides.set('gate', 'one', { value: true });
    const gates = (options: object) => {
      const response = statsig.forUser(user).getClientInitializeResponse({ hash: 'none', ...options });
      return Object.fromEntries(
        Object.entries(response.feature_gates).map(([name, { value }]) => [name, value]),
      );
    };
    expect(gates({ overrides, includeLocalOverrides: true })).toEqual({ one: true, two: false });
    expect(gates({ overrides })).toEqual({ one: true, two: true });
    expect(gates({ includeLocalOverrides: true })).toEqual({ one: false, two: false });
  });
});
