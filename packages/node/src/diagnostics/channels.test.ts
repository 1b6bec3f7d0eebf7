import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, describe, expect, it } from 'vitest';
import { specsPayload } from '../specs.test-support.ts';
import { sdkKey, startBench } from '../statsig.test-support.ts';

const user = { userID: 'user-1' };
const unsubscribers: (() => void)[] = [];

afterEach(() => {
  for (const leave of unsubscribers.splice(0)) leave();
});

/** What is published to a channel. */
function heard(name: string): readonly Record<string, unknown>[] {
  const messages: Record<string, unknown>[] = [];
  const listener = (message: unknown): void => void messages.push(message as Record<string, unknown>);
  subscribe(name, listener);
  unsubscribers.push(() => unsubscribe(name, listener));
  return messages;
}

describe('the channel acme-statsig:evaluation', () => {
  it('tells of each answer once, with what it answered, exposed or not', async () => {
    await using bench = await startBench();
    const { statsig } = bench;
    bench.recorder.answer('download_config_specs', {
      body: specsPayload({
        gates: { open: true },
        configs: { banner: { of: 'ada' } },
        layers: { page: { wide: true } },
      }),
    });
    await statsig.initialize();
    const messages = heard('acme-statsig:evaluation');
    const gate = statsig.getFeatureGate(user, 'open');
    const config = statsig.getDynamicConfig(user, 'banner', { disableExposureLogging: true });
    statsig.getExperiment(user, 'unknown');
    statsig.getLayer(user, 'page').get('wide', false);
    statsig.getParameterStore(user, 'none');
    expect(messages.map(({ kind, answer }) => [kind, (answer as { name: string }).name])).toEqual([
      ['gate', 'open'],
      ['dynamicConfig', 'banner'],
      ['experiment', 'unknown'],
      ['layer', 'page'],
      ['parameterStore', 'none'],
    ]);
    expect(messages[0]).toEqual({ sessionID: statsig.sessionID, kind: 'gate', answer: gate, user });
    expect(messages[1]?.['answer']).toBe(config);
  });

  it('tells SDK objects apart', async () => {
    await using one = await startBench();
    await using other = await startBench();
    const messages = heard('acme-statsig:evaluation');
    one.statsig.checkGate(user, 'open');
    other.statsig.checkGate(user, 'open');
    const { sessionID } = one.statsig;
    expect(messages.map((message) => message['sessionID'])).toEqual([sessionID, other.statsig.sessionID]);
    expect(sessionID).not.toBe(other.statsig.sessionID);
  });
});

describe('the channel acme-statsig:pull', () => {
  it('tells of updates, of nothing new and of failures, without the key', async () => {
    await using bench = await startBench();
    const messages = heard('acme-statsig:pull');
    bench.recorder.answer(
      'download_config_specs',
      (_, index) =>
        [
          { body: specsPayload({ gates: { open: true } }) },
          { status: 204 },
          { status: 401, body: `no ${sdkKey}` },
        ][index] ?? 'hang',
    );
    await bench.statsig.initialize();
    for (let poll = 2; poll <= 3; poll += 1) {
      await bench.clock.sleeping(10_000);
      await bench.clock.advance(10_000);
      await bench.recorder.received('download_config_specs', poll);
    }
    await bench.clock.sleeping(50_000);
    const { sessionID } = bench.statsig;
    expect(messages).toEqual([
      { sessionID, source: 'Network', durationMs: 0, hasUpdate: true, error: null },
      { sessionID, source: 'Network', durationMs: 0, hasUpdate: false, error: null },
      {
        ...{ sessionID, source: 'Network', durationMs: 0, hasUpdate: false },
        error: expect.objectContaining({
          code: 'UNAUTHORIZED',
          message: expect.not.stringContaining(sdkKey),
        }),
      },
    ]);
  });
});

describe('the channel acme-statsig:send', () => {
  it('tells of each attempt', async () => {
    await using bench = await startBench();
    const messages = heard('acme-statsig:send');
    bench.recorder.answer('log_event', (_, index) => ({ status: index === 0 ? 503 : 202 }));
    bench.statsig.logEvent(user, 'purchase');
    bench.statsig.logEvent(user, 'purchase');
    const flushing = bench.statsig.flush();
    await bench.clock.sleeping(500);
    await bench.clock.advance(500);
    await flushing;
    expect(messages).toMatchObject([
      { eventCount: 2, retryCount: 0, error: { code: 'NETWORK', status: 503 } },
      { eventCount: 2, retryCount: 1, error: null },
    ]);
    expect(messages[0]?.['batchID']).toBe(messages[1]?.['batchID']);
  });
});

describe('health()', () => {
  it('tells the source and the age of specs, waiting events and the last error', async () => {
    await using bench = await startBench();
    const { statsig, clock, recorder } = bench;
    const nothing = { source: null, lcut: null, specsAgeMs: null, pendingEvents: 0, lastError: null };
    expect(statsig.health()).toEqual({ isReady: false, ...nothing });
    await statsig.initialize();
    statsig.logEvent(user, 'purchase');
    const started = { isReady: true, source: 'Network', lcut: 1_000, lastError: null };
    expect(statsig.health()).toEqual({ ...started, specsAgeMs: 0, pendingEvents: 1 });

    recorder.answer('download_config_specs', { status: 500, body: sdkKey });
    await clock.advance(10_000);
    await recorder.received('download_config_specs', 2);
    await clock.sleeping(5_000);
    const { specsAgeMs, lastError } = statsig.health();
    expect({ specsAgeMs, lastError }).toEqual({
      specsAgeMs: 10_000,
      lastError: {
        message: expect.stringMatching(/download_config_specs was answered with 500: secret-123456\*{4}/),
        code: 'NETWORK',
        time: clock.now(),
      },
    });

    recorder.answer('download_config_specs', { status: 204 });
    await clock.advance(5_000);
    await recorder.received('download_config_specs', 3);
    await clock.sleeping(10_000);
    expect(statsig.health()).toMatchObject({ specsAgeMs: 0, lastError: { code: 'NETWORK' } });
  });
});
