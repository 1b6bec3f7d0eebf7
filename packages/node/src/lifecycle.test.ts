import { describe, expect, it } from 'vitest';
import { createStatsig } from './create-statsig.ts';
import { settle } from './manual-clock.test-support.ts';
import { specsPayload } from './specs.test-support.ts';
import { RecordingLogger, sdkKey, startBench } from './statsig.test-support.ts';
import type { WaitUntil } from './time/waking-clock.ts';

const user = { userID: 'user-1' };
const bootstrap = specsPayload({ gates: { open: true } });
const otherKey = 'secret-ABCDEFGHIJ1234567890';

describe('the start', () => {
  it('is one line with the host, the source, the version and a masked key', async () => {
    await using bench = await startBench();
    await bench.statsig.initialize();
    const { host } = new URL(bench.recorder.apiURL);
    expect(bench.log.lines).toEqual([
      expect.stringMatching(
        `^info \\[statsig\\] Started in \\d+ ms with specs from Network: acme-statsig-node [\\d.]+ at ${host} with the key secret-123456\\*{4}\\.$`,
      ),
    ]);
  });

  it('is one line when the server is late, too', async () => {
    await using bench = await startBench({ initTimeoutMs: 3_000 });
    bench.recorder.answer('download_config_specs', 'hang');
    const initialization = bench.statsig.initialize();
    await bench.clock.advance(3_000);
    await initialization;
    expect(bench.log.lines).toEqual([
      expect.stringMatching(/^warn .*Not started yet, after 3000 ms: .*initTimeoutMs/),
    ]);
  });

  it('is tried again by the next initialize() after one that failed, without a second poller', async () => {
    await using bench = await startBench();
    bench.recorder.answer('download_config_specs', { status: 500 });
    const first = bench.statsig.initialize();
    expect(bench.statsig.initialize()).toBe(first);
    expect((await first).success).toBe(false);
    expect((await bench.statsig.initialize()).success).toBe(false);
    expect(bench.recorder.to('download_config_specs')).toHaveLength(2);

    bench.recorder.answer('download_config_specs', { body: bootstrap });
    const third = bench.statsig.initialize();
    expect(await third).toMatchObject({ success: true, source: 'Network', error: null });
    expect(bench.statsig.initialize()).toBe(third);
    await bench.clock.advance(11_000);
    await bench.recorder.received('download_config_specs', 4);
    await bench.clock.sleeping(10_000);
    expect(bench.clock.sleeps).toEqual([10_000]);
  });

  it('succeeds at once when specs came after a start that failed', async () => {
    await using bench = await startBench();
    bench.recorder.answer('download_config_specs', (_, index) =>
      index === 0 ? { status: 500 } : { body: bootstrap },
    );
    expect((await bench.statsig.initialize()).success).toBe(false);
    const updated = new Promise((resolve) => bench.statsig.on('specsUpdated', resolve));
    await bench.clock.advance(1_000);
    await updated;
    expect(await bench.statsig.initialize()).toMatchObject({ success: true, durationMs: 0 });
  });

  it('fails after shutdown() however often it is tried', async () => {
    await using bench = await startBench();
    await bench.statsig.shutdown();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect((await bench.statsig.initialize()).error?.code).toBe('SHUT_DOWN');
    }
    expect(bench.recorder.requests).toEqual([]);
  });
});

describe('offline', () => {
  it.each<[name: string, options: object, details: object, isReady: boolean]>([
    ['nothing to start with', {}, { success: true, source: null, error: null }, true],
    ['a bootstrap', { bootstrap }, { success: true, source: 'Bootstrap', error: null }, true],
    [
      'a bootstrap that cannot be read',
      { bootstrap: '<html>' },
      { success: false, source: null, error: expect.objectContaining({ code: 'INVALID_SPECS' }) },
      false,
    ],
  ])('with %s says how it is', async (_name, specs, details, isReady) => {
    const statsig = createStatsig({ offline: true, specs, logger: new RecordingLogger() });
    expect(statsig.isReady).toBe(false);
    expect(await statsig.initialize()).toMatchObject(details);
    expect(statsig.isReady).toBe(isReady);
    await statsig.shutdown();
  });

  it('P32: opens no connection, and never calls fetch', async () => {
    let calls = 0;
    const fetch = async () => {
      calls += 1;
      return new Response();
    };
    const statsig = createStatsig({ sdkKey, offline: true, fetch, logger: new RecordingLogger() });
    await statsig.initialize();
    statsig.checkGate(user, 'open');
    statsig.logEvent(user, 'purchase');
    await statsig.shutdown();
    expect(calls).toBe(0);
  });
});

describe('reading flags before initialize() has settled', () => {
  const warnings = ({ lines }: RecordingLogger) =>
    lines.filter((line) => line.includes('before initialize()'));

  it.each<[name: string, read: (statsig: ReturnType<typeof createStatsig>) => unknown]>([
    ['gate', (statsig) => statsig.checkGate(user, 'open')],
    ['gate, unexposed', (statsig) => statsig.checkGate(user, 'open', { disableExposureLogging: true })],
    ['dynamic config', (statsig) => statsig.getDynamicConfig(user, 'config')],
    ['experiment', (statsig) => statsig.getExperiment(user, 'experiment')],
    ['layer', (statsig) => statsig.getLayer(user, 'layer')],
    ['parameter store', (statsig) => statsig.getParameterStore(user, 'store')],
  ])('warns once: %s', async (_name, read) => {
    await using bench = await startBench();
    read(bench.statsig);
    read(bench.statsig);
    expect(warnings(bench.log)).toHaveLength(1);
  });

  it('warns of nothing afterwards, nor of events', async () => {
    await using bench = await startBench();
    bench.recorder.answer('download_config_specs', { status: 500 });
    bench.statsig.logEvent(user, 'purchase');
    await bench.statsig.initialize();
    bench.statsig.checkGate(user, 'open');
    expect(warnings(bench.log)).toEqual([]);
  });
});

describe('a second SDK object with the same key', () => {
  const warnings = ({ lines }: RecordingLogger) => lines.filter((line) => line.includes('Two SDK objects'));

  it('is warned of while the first one lives, without the key', async () => {
    await using first = await startBench();
    await using second = await startBench();
    await first.statsig.initialize();
    await second.statsig.initialize();
    expect([warnings(first.log), warnings(second.log)]).toEqual([
      [],
      [expect.stringContaining('the key secret-123456**** are live')],
    ]);
  });

  it.each<[name: string, options: object]>([
    ['another key', { sdkKey: otherKey }],
    ['offline', { offline: true }],
  ])('is fine with %s', async (_name, options) => {
    await using first = await startBench();
    await using second = await startBench(options);
    await first.statsig.initialize();
    await second.statsig.initialize();
    expect(warnings(second.log)).toEqual([]);
  });

  it('is fine after the first one was shut down, also twice, and one that was never used', async () => {
    await using first = await startBench();
    await first.statsig.initialize();
    await first.statsig.shutdown();
    await first.statsig.shutdown();
    await first.statsig.initialize();
    await startBench();
    await using second = await startBench();
    await second.statsig.initialize();
    expect(warnings(second.log)).toEqual([]);
  });
});

describe('P28: a runtime that was frozen', () => {
  it.each<[name: string, options: object, reads: number]>([
    ['a read that is exposed', {}, 1],
    ['reads that are not exposed', { disableExposureLogging: true }, 64],
  ])('refreshes specs at %s, and does not wait for it', async (_name, options, reads) => {
    await using bench = await startBench();
    await bench.statsig.initialize();
    bench.recorder.answer('download_config_specs', {
      body: specsPayload({ time: 2_000, gates: { open: true, fresh: true } }),
    });
    const updated = new Promise((resolve) => bench.statsig.on('specsUpdated', resolve));
    bench.clock.freeze(3_600_000);
    for (let read = 0; read < reads; read += 1) {
      expect(bench.statsig.checkGate(user, 'fresh', options)).toBe(false);
    }
    await updated;
    expect(bench.statsig.checkGate(user, 'fresh')).toBe(true);
  });

  it('sends events that waited, at the next one', async () => {
    await using bench = await startBench();
    bench.statsig.logEvent(user, 'before');
    bench.clock.freeze(3_600_000);
    bench.statsig.logEvent(user, 'after');
    const { json } = await bench.recorder.received('log_event', 1);
    expect(json['events']).toHaveLength(2);
  });
});

describe('waitUntil', () => {
  async function serverless(waitUntil?: WaitUntil) {
    const works: Promise<unknown>[] = [];
    const bench = await startBench({ waitUntil: waitUntil ?? ((work) => void works.push(work)) });
    return { bench, works };
  }

  it('leaves no timer between invocations', async () => {
    const { bench } = await serverless();
    await using _bench = bench;
    await bench.statsig.initialize();
    await settle();
    expect(bench.clock.sleeps).toEqual([]);
  });

  it('keeps the invocation until its events are sent, 100 ms after the first', async () => {
    const { bench, works } = await serverless();
    await using _bench = bench;
    await bench.statsig.initialize();
    bench.statsig.logEvent(user, 'first');
    bench.statsig.logEvent(user, 'second');
    expect(works).toHaveLength(1);
    await bench.clock.advance(100);
    await works[0];
    expect(bench.statsig.getStats()).toMatchObject({ sent: 2, pending: 0 });
    expect(bench.recorder.to('log_event')).toHaveLength(1);
  });

  it('keeps the invocation until specs are fresh that its first read found old', async () => {
    const { bench, works } = await serverless();
    await using _bench = bench;
    await bench.statsig.initialize();
    const unexposed = { disableExposureLogging: true };
    bench.statsig.checkGate(user, 'open', unexposed);
    expect(works).toEqual([]);
    bench.clock.freeze(11_001);
    bench.statsig.checkGate(user, 'open', unexposed);
    expect(works).toHaveLength(1);
    await works[0];
    expect(bench.recorder.to('download_config_specs')).toHaveLength(2);
  });

  it('does no harm when it throws, as platforms do outside of an invocation', async () => {
    const { bench } = await serverless(() => {
      throw new Error('no request');
    });
    await using _bench = bench;
    await bench.statsig.initialize();
    bench.statsig.logEvent(user, 'purchase');
    expect((await bench.statsig.flush()).sent).toBe(1);
    expect(bench.log.problems).toEqual([expect.stringContaining('waitUntil threw')]);
  });
});

describe('P29: two SDK objects in one process', () => {
  it('share neither specs, nor overrides, nor sampling, nor events, nor a session', async () => {
    const sampled = specsPayload({ gates: { other: true } });
    await using left = await startBench();
    await using right = await startBench({ sdkKey: otherKey });
    right.recorder.answer('download_config_specs', {
      body: { ...sampled, sdk_configs: { sampling_mode: 'on', special_case_sampling_rate: 1_000_000 } },
    });
    await Promise.all([left.statsig.initialize(), right.statsig.initialize()]);
    right.statsig.overrides.set('gate', 'mine', { value: true });
    const users = Array.from({ length: 20 }, (_, index) => ({ userID: `user-${index}` }));
    const open = users.map((each) => [left, right].map(({ statsig }) => statsig.checkGate(each, 'open')));
    expect(new Set(open.flatMap(([first]) => first))).toEqual(new Set([true]));
    expect(new Set(open.flatMap(([, second]) => second))).toEqual(new Set([false]));
    expect(left.statsig.checkGate(user, 'mine')).toBe(false);
    expect(left.statsig.getStats().enqueued).toBe(21);
    await right.statsig.shutdown();
    left.statsig.logEvent(user, 'still-open');
    expect((await left.statsig.flush()).sent).toBe(22);
    const sessions = [left, right].map(
      ({ recorder }) => recorder.requests[0]?.headers['statsig-server-session-id'],
    );
    expect(new Set(sessions).size).toBe(2);
  });
});

describe('statsig.on', () => {
  it.each<[name: string, listener: unknown, message: string]>([
    ['specsUpdate', () => undefined, 'There is no event "specsUpdate"'],
    ['error', undefined, 'What listens to "error" has to be a function'],
  ])('refuses to listen to %j by %s', (name, listener, message) => {
    const statsig = createStatsig({ offline: true, logger: new RecordingLogger() });
    const on = () => statsig.on(name as 'error', listener as () => void);
    expect(on).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }));
    expect(on).toThrow(message);
  });
});
