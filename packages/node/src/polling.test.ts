import type { StatsigError } from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import type { Reply } from './recorder.test-support.ts';
import type { SpecsUpdated } from './specs/spec-intake.ts';
import { specsPayload } from './specs.test-support.ts';
import { type Bench, requestTimeoutMs, startBench } from './statsig.test-support.ts';

const user = { userID: 'user-1' };
const specs = 'download_config_specs';

/** Answers one after the other, the last one forever. */
function answerInTurn({ recorder }: Bench, ...replies: readonly Reply[]): void {
  recorder.answer(specs, (_, index) => replies[Math.min(index, replies.length - 1)] ?? 'hang');
}

function heard({ statsig }: Bench) {
  const updates: SpecsUpdated[] = [];
  const errors: StatsigError[] = [];
  statsig.on('specsUpdated', (update) => void updates.push(update));
  statsig.on('error', (error) => void errors.push(error));
  return { updates, errors };
}

describe('polling for specs', () => {
  it('asks for what is newer than the newest so far, and announces real changes only', async () => {
    await using bench = await startBench();
    const { recorder, clock, statsig } = bench;
    const { updates } = heard(bench);
    answerInTurn(
      bench,
      { body: specsPayload({ time: 2_000, gates: { open: true } }) },
      { body: { has_updates: false, time: 9_000 } },
      { body: specsPayload({ time: 2_000, gates: { open: true } }) },
      { body: specsPayload({ time: 1_000 }) },
      { status: 304 },
      { body: specsPayload({ time: 3_000, gates: { other: true } }) },
      { body: { has_updates: false } },
      { body: specsPayload({ time: 4_000, gates: { other: true } }) },
    );
    await statsig.initialize();
    for (let poll = 2; poll <= 8; poll += 1) {
      await clock.sleeping(10_000);
      await clock.advance(10_000);
      await recorder.received(specs, poll);
    }
    await clock.sleeping(10_000);
    expect(recorder.to(specs).map(({ json }) => json['sinceTime'])).toEqual([
      0, 2_000, 2_000, 2_000, 2_000, 2_000, 3_000, 3_000,
    ]);
    expect(updates.map(({ lcut, source }) => [lcut, source])).toEqual([
      [2_000, 'Network'],
      [3_000, 'Network'],
    ]);
    expect(updates.map(({ changes }) => changes.gates)).toEqual([
      { added: ['open'], changed: [], removed: [] },
      { added: ['other'], changed: [], removed: ['open'] },
    ]);
    expect(statsig.checkGate(user, 'open')).toBe(false);
  });

  it('applies specs without a time, and goes on asking from where it was', async () => {
    await using bench = await startBench();
    const { recorder, clock, statsig } = bench;
    const timeless = { ...specsPayload({ gates: { fresh: true } }), time: undefined };
    answerInTurn(bench, { body: specsPayload({ time: 2_000 }) }, { body: timeless });
    await statsig.initialize();
    for (const poll of [2, 3]) {
      await clock.sleeping(10_000);
      await clock.advance(10_000);
      await recorder.received(specs, poll);
    }
    expect(statsig.checkGate(user, 'fresh')).toBe(true);
    expect(recorder.to(specs)[2]?.json['sinceTime']).toBe(2_000);
  });

  it.each<[name: string, reply: Reply]>([
    ['500', { status: 500 }],
    ['401', { status: 401 }],
    ['a page', { body: '<html>' }],
    ['half a body', { body: specsPayload({ time: 9_000 }), isTruncated: true }],
    [
      'lists that are none',
      { body: { time: 9_000, feature_gates: 1, dynamic_configs: [], layer_configs: [] } },
    ],
  ])('keeps the specs it has when the answer is %s', async (_name, reply) => {
    await using bench = await startBench();
    const { statsig, clock, recorder } = bench;
    answerInTurn(bench, { body: specsPayload({ gates: { open: true } }) }, reply);
    const failed = new Promise((resolve) => statsig.on('error', resolve));
    await statsig.initialize();
    await clock.sleeping(10_000);
    await clock.advance(10_000);
    await recorder.received(specs, 2);
    await failed;
    expect(statsig.checkGate(user, 'open')).toBe(true);
  });

  it('P10: keeps the last good version of a spec that an update spoils, and says so', async () => {
    await using bench = await startBench({ disableAllLogging: true });
    const { statsig, clock, log } = bench;
    const good = specsPayload({ time: 2_000, gates: { open: true } });
    const spoilt = {
      ...good,
      time: 3_000,
      feature_gates: good.feature_gates.map((gate) => ({ ...gate, rules: 5 })),
    };
    answerInTurn(bench, { body: good }, { body: spoilt });
    await statsig.initialize();
    expect(statsig.checkGate(user, 'open')).toBe(true);
    const updated = new Promise((resolve) => statsig.on('specsUpdated', resolve));
    await clock.sleeping(10_000);
    await clock.advance(10_000);
    await updated;
    expect(statsig.getFeatureGate(user, 'open')).toMatchObject({ value: true, details: { lcut: 3_000 } });
    expect(log.lines).toContainEqual(
      expect.stringContaining('The gate "open" cannot be read, and answers as it did before: '),
    );
  });

  it('P6: never has two polls under way, however slow the server', async () => {
    await using bench = await startBench({ specs: { intervalMs: 1_000 } });
    const { statsig, clock, recorder } = bench;
    answerInTurn(bench, { body: specsPayload() }, 'hang');
    await statsig.initialize();
    await clock.sleeping(1_000);
    await clock.advance(1_000);
    await recorder.received(specs, 2);
    await clock.advance(requestTimeoutMs - 1);
    expect(recorder.to(specs)).toHaveLength(2);
    await clock.advance(1);
    await clock.sleeping(500);
    await clock.advance(500);
    await recorder.received(specs, 3);
  });

  it.each([
    // chance   waitMs
    [0, 9_000],
    [0.5, 10_000],
    [1, 11_000],
  ])('P8: waits a tenth more or less than the interval (chance %d: %d ms)', async (chance, waitMs) => {
    await using bench = await startBench();
    bench.clock.chance = chance;
    await bench.statsig.initialize();
    await bench.clock.sleeping(waitMs);
    expect(bench.clock.sleeps).toEqual([waitMs]);
  });

  it('P8: backs off with full jitter while the server fails, and returns to the interval afterwards', async () => {
    await using bench = await startBench();
    const { statsig, clock, recorder } = bench;
    const fails: Reply = { status: 503 };
    clock.chance = 0.4;
    answerInTurn(bench, fails, fails, fails, { body: specsPayload() });
    await statsig.initialize();
    for (const [index, waitMs] of [400, 800, 1_600, 9_800].entries()) {
      await clock.sleeping(waitMs);
      await clock.advance(waitMs);
      await recorder.received(specs, index + 2);
    }
  });

  it('P8: waits as long as Retry-After asks for', async () => {
    await using bench = await startBench();
    const { statsig, clock, recorder } = bench;
    answerInTurn(bench, { status: 429, headers: { 'retry-after': '42' } }, { body: specsPayload() });
    await statsig.initialize();
    await clock.sleeping(42_000);
    await clock.advance(42_000);
    await recorder.received(specs, 2);
  });

  it('says once that the key is refused, and asks less often', async () => {
    await using bench = await startBench();
    const { statsig, clock, recorder, log } = bench;
    const { errors } = heard(bench);
    answerInTurn(bench, { status: 401, body: { message: 'Unknown key' } });
    const { error } = await statsig.initialize();
    for (const poll of [2, 3, 4]) {
      await clock.sleeping(50_000);
      await clock.advance(50_000);
      await recorder.received(specs, poll);
    }
    await clock.sleeping(50_000);
    expect(errors).toEqual([error]);
    expect(log.problems).toEqual([
      expect.stringMatching(
        /^warn \[statsig\] .*refused the SDK key secret-123456\*\*\*\* \(401: Unknown key\)/,
      ),
    ]);
  });

  it('stops at shutdown', async () => {
    await using bench = await startBench();
    const { statsig, clock, recorder } = bench;
    await statsig.initialize();
    await clock.sleeping(10_000);
    await statsig.shutdown();
    expect(clock.sleeps).toEqual([]);
    await clock.advance(60_000);
    expect(recorder.to(specs)).toHaveLength(1);
    expect(statsig.checkGate(user, 'open')).toBe(true);
  });

  it('hears the others when a listener throws or rejects, and none that has left', async () => {
    await using bench = await startBench();
    const { statsig, log } = bench;
    const leaving = new AbortController();
    const calls: string[] = [];
    statsig.on('specsUpdated', () => {
      throw new Error('listener broke');
    });
    statsig.on('specsUpdated', () => Promise.reject(new Error('listener rejected')) as never);
    statsig.on('specsUpdated', () => void calls.push('left'), { signal: leaving.signal });
    statsig.on('specsUpdated', () => void calls.push('stayed'));
    leaving.abort();
    expect((await statsig.initialize()).success).toBe(true);
    expect(calls).toEqual(['stayed']);
    expect(log.problems).toEqual([
      'error [statsig] A listener to "specsUpdated" threw: listener broke',
      'error [statsig] A listener to "specsUpdated" threw: listener rejected',
    ]);
  });

  it('works on when the logger throws', async () => {
    const broken = () => {
      throw new Error('logger broke');
    };
    const logger = { debug: broken, info: broken, warn: broken, error: broken };
    await using bench = await startBench({ logger });
    answerInTurn(bench, { status: 500 }, { body: specsPayload({ gates: { open: true } }) });
    const updated = new Promise((resolve) => bench.statsig.on('specsUpdated', resolve));
    expect((await bench.statsig.initialize()).success).toBe(false);
    await bench.clock.sleeping(500);
    await bench.clock.advance(500);
    await updated;
  });
});
