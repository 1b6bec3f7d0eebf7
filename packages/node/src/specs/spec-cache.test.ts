import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DataAdapter } from '../persistence/data-adapter.ts';
import { memoryDataAdapter } from '../persistence/memory-data-adapter.ts';
import { asV2, specsPayload } from '../specs.test-support.ts';
import { type Bench, sdkKey, startBench } from '../statsig.test-support.ts';

const user = { userID: 'user-1' };
const specs = 'download_config_specs';
const keyHash = createHash('sha256').update(sdkKey).digest('base64');
const v1Key = `statsig|/v1/download_config_specs|plain_text|${keyHash}`;
const v2Key = `statsig|/v2/download_config_specs|plain_text|${keyHash}`;
const cached = specsPayload({ time: 500, gates: { cached: true } });

/** An adapter that holds this, and remembers what it was asked to keep. */
async function holding(values: Readonly<Record<string, string>> = {}) {
  const memory = memoryDataAdapter();
  for (const [key, value] of Object.entries(values)) await memory.set(key, value);
  const sets: string[] = [];
  const adapter: DataAdapter = {
    get: memory.get,
    set: async (key, value) => {
      sets.push(key);
      await memory.set(key, value);
    },
  };
  return { adapter, sets };
}

/** Polls once more, and waits until all that follows is done. */
async function pollAgain({ clock, recorder }: Bench): Promise<void> {
  const { length } = recorder.to(specs);
  await clock.sleeping(10_000);
  await clock.advance(10_000);
  await recorder.received(specs, length + 1);
  await clock.sleeping(10_000);
}

describe('a data adapter', () => {
  it.each<[name: string, key: string, payload: object]>([
    ['by the legacy SDK, and by this one', v1Key, cached],
    ['by the server core', v2Key, asV2(cached)],
    [
      'by the server core with keys of schema v3',
      `statsig|/v2/download_config_specs|plain_text|${sdkKey.slice(0, 20)}`,
      asV2(cached),
    ],
    ['by the forward proxy', `statsig|/v1/download_config_specs|plain_text|${sdkKey.slice(0, 20)}`, cached],
    ['by the legacy SDK before version 6', 'statsig.cache', cached],
  ])('P34: gives the specs written %s', async (_name, key, payload) => {
    const { adapter: dataAdapter } = await holding({ [key]: JSON.stringify(payload) });
    await using bench = await startBench({ dataAdapter, offline: true });
    expect(await bench.statsig.initialize()).toMatchObject({
      success: true,
      source: 'DataAdapter',
      error: null,
    });
    expect(bench.statsig.checkGate(user, 'cached')).toBe(true);
    expect(bench.recorder.requests).toEqual([]);
  });

  it.each([
    ['v1', v1Key, specsPayload({ time: 2_000, gates: { open: true } })],
    ['v2', v2Key, asV2(specsPayload({ time: 2_000, gates: { open: true } }))],
  ] as const)(
    'gets payloads of %s under the key where official SDKs look for them',
    async (version, key, payload) => {
      const { adapter: dataAdapter, sets } = await holding();
      await using bench = await startBench({
        dataAdapter,
        specs: { version },
        fetch: async () => Response.json(payload),
      });
      await bench.statsig.initialize();
      await bench.clock.sleeping(10_000);
      expect(sets).toEqual([key, `${key}|lcut`]);
      expect(JSON.parse((await dataAdapter.get(key)) ?? '')).toEqual(payload);
    },
  );

  it('starts the SDK at once, and newer specs come from the network', async () => {
    const { adapter: dataAdapter, sets } = await holding({ [v1Key]: JSON.stringify(cached) });
    await using bench = await startBench({ dataAdapter, disableAllLogging: true });
    const updated = new Promise((resolve) =>
      bench.statsig.on('specsUpdated', ({ source }) => source === 'Network' && resolve(source)),
    );
    expect(await bench.statsig.initialize()).toMatchObject({ success: true, source: 'DataAdapter' });
    expect(bench.statsig.checkGate(user, 'cached')).toBe(true);
    await updated;
    expect(bench.recorder.to(specs)[0]?.json['sinceTime']).toBe(500);
    expect(bench.statsig.checkGate(user, 'open')).toBe(true);
    await bench.clock.sleeping(10_000);
    expect(sets).toEqual([v1Key, `${v1Key}|lcut`]);
  });

  it('keeps what the SDK has last had, also when the server is down at the next start', async () => {
    const { adapter: dataAdapter } = await holding();
    await using first = await startBench({ dataAdapter });
    await first.statsig.initialize();
    await first.clock.sleeping(10_000);
    await using second = await startBench({ dataAdapter });
    second.recorder.answer(specs, 'reset');
    expect(await second.statsig.initialize()).toMatchObject({ success: true, source: 'DataAdapter' });
    expect(second.statsig.checkGate(user, 'open')).toBe(true);
  });

  it('P9: config time never goes backwards, in memory or in the adapter', async () => {
    const { adapter: dataAdapter, sets } = await holding({
      [v1Key]: JSON.stringify(specsPayload({ time: 9_000, gates: { cached: true } })),
      [`${v1Key}|lcut`]: '9000',
    });
    await using bench = await startBench({ dataAdapter, disableAllLogging: true });
    await bench.statsig.initialize();
    await pollAgain(bench);
    expect(bench.statsig.checkGate(user, 'cached')).toBe(true);
    expect(bench.statsig.getFeatureGate(user, 'cached').details.lcut).toBe(9_000);
    expect(sets).toEqual([]);
  });

  it('P9: is not overwritten by who has older specs than another process wrote meanwhile', async () => {
    const { adapter: dataAdapter, sets } = await holding();
    await using bench = await startBench({ dataAdapter, disableAllLogging: true });
    bench.recorder.answer(specs, (_, index) => ({
      body: specsPayload({ time: 1_000 + index, gates: { [`g${index}`]: true } }),
    }));
    await bench.statsig.initialize();
    await bench.clock.sleeping(10_000);
    await dataAdapter.set(`${v1Key}|lcut`, '5000');
    await pollAgain(bench);
    expect(bench.statsig.checkGate(user, 'g1')).toBe(true);
    expect(sets.filter((key) => key === v1Key)).toHaveLength(1);
  });

  it('is written again when it has lost everything', async () => {
    const { adapter: dataAdapter } = await holding();
    await using bench = await startBench({ dataAdapter, disableAllLogging: true });
    bench.recorder.answer(specs, (_, index) =>
      index === 0 ? { body: specsPayload({ gates: { open: true } }) } : { body: { has_updates: false } },
    );
    await bench.statsig.initialize();
    await bench.clock.sleeping(10_000);
    await dataAdapter.set(v1Key, '');
    await dataAdapter.set(`${v1Key}|lcut`, '');
    await pollAgain(bench);
    expect(JSON.parse((await dataAdapter.get(v1Key)) ?? '')).toMatchObject({ time: 1_000 });
  });

  it('keeps specs that have no time, once for each change', async () => {
    const timeless = (gate: string) => ({ ...specsPayload({ gates: { [gate]: true } }), time: undefined });
    const { adapter: dataAdapter, sets } = await holding();
    await using bench = await startBench({ dataAdapter, disableAllLogging: true });
    bench.recorder.answer(specs, (_, index) => ({ body: timeless(index < 2 ? 'a' : 'b') }));
    await bench.statsig.initialize();
    await pollAgain(bench);
    await pollAgain(bench);
    expect(sets.filter((key) => key === v1Key)).toHaveLength(2);
  });
});
