import { setImmediate as turn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Reply } from './recorder.test-support.ts';
import { specsPayload } from './specs.test-support.ts';
import { requestTimeoutMs, sdkKey, startBench } from './statsig.test-support.ts';

const user = { userID: 'user-1' };
const good = specsPayload({ gates: { open: true } });
const broken = { name: 'broken', rules: 'none' };

describe('initialize', () => {
  it.each<[name: string, reply: Reply, code: string | null]>([
    ['specs', { body: good }, null],
    ['specs, gate by gate', { body: { ...good, feature_gates: [broken, ...good.feature_gates] } }, null],
    ['specs that do not say whether they are new', { body: { ...good, has_updates: undefined } }, null],
    ['401', { status: 401, body: { message: 'Invalid key' } }, 'UNAUTHORIZED'],
    ['403 as text', { status: 403, body: 'Forbidden' }, 'UNAUTHORIZED'],
    ['404, by POST and by GET', { status: 404 }, 'NETWORK'],
    ['429', { status: 429 }, 'NETWORK'],
    ['500', { status: 500, body: '<html>' }, 'NETWORK'],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'NETWORK'],
    ['a body that ends too early', { body: good, isTruncated: true }, 'NETWORK'],
    ['a connection that ends', 'reset', 'NETWORK'],
    ['half a JSON text', { body: JSON.stringify(good).slice(0, -10) }, 'INVALID_SPECS'],
    ['a page', { body: '<!DOCTYPE html><p>Sign in</p>' }, 'INVALID_SPECS'],
    ['nothing', { body: '' }, 'INVALID_SPECS'],
    ['an empty object', { body: {} }, 'INVALID_SPECS'],
    ['null', { body: 'null' }, 'INVALID_SPECS'],
    ['no updates', { body: { has_updates: false } }, 'INVALID_SPECS'],
    ['204', { status: 204 }, 'INVALID_SPECS'],
  ])('P11: tells the truth when the server answers with %s', async (_name, reply, code) => {
    await using bench = await startBench();
    bench.recorder.answer('download_config_specs', reply);
    const { success, source, lcut, error } = await bench.statsig.initialize();
    expect({ success, source, lcut, code: error?.code ?? null }).toEqual({
      success: code === null,
      source: code === null ? 'Network' : null,
      lcut: code === null ? 1_000 : null,
      code,
    });
    expect(bench.statsig.isReady).toBe(code === null);
    expect(bench.statsig.checkGate(user, 'open')).toBe(code === null);
  });

  it('P10: answers from what a malformed spec leaves, and reports that spec alone', async () => {
    await using bench = await startBench();
    const body = { ...good, feature_gates: [broken, ...good.feature_gates] };
    bench.recorder.answer('download_config_specs', { body });
    await bench.statsig.initialize();
    expect(bench.statsig.getFeatureGate(user, 'broken').details.reason).toBe('Unrecognized');
    expect(bench.statsig.checkGate(user, 'open')).toBe(true);
    expect(bench.log.problems).toEqual([expect.stringContaining('warn [statsig] The gate "broken"')]);
  });

  it('P5: settles at initTimeoutMs when the server hangs, and uses the answer that comes later', async () => {
    let release: (reply: Response) => void = () => undefined;
    const late = new Promise<Response>((resolve) => {
      release = resolve;
    });
    await using bench = await startBench({ initTimeoutMs: 3_000, fetch: () => late });
    const initialization = bench.statsig.initialize();
    await bench.clock.advance(3_000);
    const { success, error, durationMs } = await initialization;
    expect({ success, code: error?.code, durationMs }).toEqual({
      success: false,
      code: 'TIMEOUT',
      durationMs: 3_000,
    });

    expect(bench.statsig.isReady).toBe(false);
    const updated = new Promise((resolve) => bench.statsig.on('specsUpdated', resolve));
    release(Response.json(good));
    await updated;
    expect(bench.statsig.checkGate(user, 'open')).toBe(true);
  });

  it('P6, P7: polls on after a request that was given up at its deadline', async () => {
    await using bench = await startBench({ initTimeoutMs: 1_000 });
    bench.recorder.answer('download_config_specs', (_, index) => (index === 0 ? 'hang' : { body: good }));
    const initialization = bench.statsig.initialize();
    await bench.recorder.received('download_config_specs', 1);
    await bench.clock.advance(1_000);
    expect((await initialization).success).toBe(false);
    const updated = new Promise((resolve) => bench.statsig.on('specsUpdated', resolve));
    await bench.clock.advance(requestTimeoutMs - 1_000);
    await bench.clock.sleeping(500);
    await bench.clock.advance(500);
    await updated;
    expect(bench.statsig.isReady).toBe(true);
  });

  it('runs once, however often it is called', async () => {
    await using bench = await startBench();
    const first = bench.statsig.initialize();
    expect(bench.statsig.initialize()).toBe(first);
    await first;
    expect(bench.statsig.initialize()).toBe(first);
    expect(bench.recorder.to('download_config_specs')).toHaveLength(1);
  });

  it('fails at once when the SDK is shut down meanwhile, and when it was before', async () => {
    await using bench = await startBench();
    bench.recorder.answer('download_config_specs', 'hang');
    const initialization = bench.statsig.initialize();
    await bench.recorder.received('download_config_specs', 1);
    await bench.statsig.shutdown();
    expect((await initialization).error?.message).toContain('shut down');
    await using ended = await startBench();
    await ended.statsig.shutdown();
    expect((await ended.statsig.initialize()).error?.message).toContain('shut down');
    expect(ended.recorder.requests).toEqual([]);
  });

  it('starts from a bootstrap without waiting for the network, which then brings newer specs', async () => {
    const bootstrap = JSON.stringify(specsPayload({ time: 500, gates: { old: true } }));
    await using bench = await startBench({ specs: { bootstrap } });
    const updated = new Promise((resolve) =>
      bench.statsig.on('specsUpdated', ({ source }) => source === 'Network' && resolve(source)),
    );
    expect(await bench.statsig.initialize()).toMatchObject({
      success: true,
      source: 'Bootstrap',
      error: null,
    });
    expect(bench.statsig.checkGate(user, 'old')).toBe(true);
    await updated;
    expect(bench.recorder.to('download_config_specs')[0]?.json['sinceTime']).toBe(500);
    expect(bench.statsig.checkGate(user, 'open')).toBe(true);
  });

  it('goes to the network when the bootstrap is unusable', async () => {
    await using bench = await startBench({ specs: { bootstrap: '{' } });
    expect(await bench.statsig.initialize()).toMatchObject({ success: true, source: 'Network', error: null });
    expect(bench.log.problems).toEqual([expect.stringContaining('The specs from Bootstrap cannot be read')]);
  });

  it('opens no connection at creation, and none at all offline', async () => {
    await using bench = await startBench({ offline: true });
    const { statsig, recorder, clock } = bench;
    expect(await statsig.initialize()).toMatchObject({ success: true, source: null, error: null });
    statsig.logEvent(user, 'never sent');
    expect(statsig.getFeatureGate(user, 'open').details.reason).toBe('Uninitialized');
    await statsig.flush();
    await clock.advance(60_000);
    await turn();
    expect(recorder.requests).toEqual([]);
    expect(clock.sleeps).toEqual([]);
  });

  it.each([{}, { offline: true }, { specs: { bootstrap: good } }])(
    'is too late after shutdown: %j',
    async (options) => {
      await using bench = await startBench(options);
      await bench.statsig.shutdown();
      const { success, error } = await bench.statsig.initialize();
      expect([success, error?.code]).toEqual([false, 'SHUT_DOWN']);
      expect(bench.recorder.requests).toEqual([]);
      expect(bench.clock.sleeps).toEqual([]);
    },
  );

  it('ends with shutdown when that comes first', async () => {
    await using bench = await startBench();
    bench.recorder.answer('download_config_specs', 'hang');
    const initialization = bench.statsig.initialize();
    await bench.recorder.received('download_config_specs', 1);
    await bench.statsig.shutdown();
    expect(await initialization).toMatchObject({ success: false, error: { code: 'SHUT_DOWN' } });
  });

  it('starts nothing when it is only created', async () => {
    await using bench = await startBench();
    expect(bench.clock.sleeps).toEqual([]);
    expect(bench.recorder.requests).toEqual([]);
  });

  it('never shows the key, whatever the server and fetch say', async () => {
    const failing = () => Promise.reject(new Error(`cannot reach ${sdkKey}`, { cause: new Error(sdkKey) }));
    await using bench = await startBench({ fetch: failing });
    const echoed = { status: 500, body: { message: `bad key ${sdkKey}` } };
    await using echo = await startBench();
    echo.recorder.answer('download_config_specs', echoed);
    for (const { statsig, log } of [bench, echo]) {
      const { error } = await statsig.initialize();
      expect(error?.message).toContain('secret-123456****');
      const shown = [...log.lines, error?.stack, JSON.stringify(error), inspect(error)].join('\n');
      expect(shown).not.toContain(sdkKey);
    }
  });
});
