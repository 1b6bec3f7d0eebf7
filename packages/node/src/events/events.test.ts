import { describe, expect, it } from 'vitest';
import { sdkType, sdkVersion } from '../sdk.ts';
import { specsPayload } from '../specs.test-support.ts';
import { type Bench, sdkKey, startBench } from '../statsig.test-support.ts';
import type { StatsigEvent } from './event-sink.ts';

const user = { userID: 'user-1' };
const body = specsPayload({
  time: 2_000,
  gates: { open: true },
  configs: { banner: { text: 'Hello' }, button: { color: 'red' } },
  layers: { home: { title: 'Home', size: 3 } },
});

async function initialized(options = {}): Promise<Bench> {
  const bench = await startBench(options);
  bench.recorder.answer('download_config_specs', { body });
  await bench.statsig.initialize();
  return bench;
}

async function flushed({ statsig, recorder }: Bench): Promise<readonly StatsigEvent[]> {
  await statsig.flush();
  return recorder.to('log_event').flatMap(({ json }) => json['events'] as StatsigEvent[]);
}

describe('events', () => {
  it('travel with their headers and the sender', async () => {
    await using bench = await initialized();
    bench.statsig.logEvent(user, 'one');
    bench.statsig.logEvent(user, 'two');
    await bench.statsig.flush();
    const [request] = bench.recorder.to('log_event');
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'statsig-api-key': sdkKey,
      'statsig-client-time': String(bench.clock.now()),
      'statsig-sdk-type': sdkType,
      'statsig-sdk-version': sdkVersion,
      'statsig-server-session-id': bench.recorder.requests[0]?.headers['statsig-server-session-id'],
      'statsig-event-count': '2',
      'statsig-batch-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'statsig-retry-count': '0',
    });
    expect(request?.json['statsigMetadata']).toEqual({
      sdkType,
      sdkVersion,
      sessionID: request?.headers['statsig-server-session-id'],
      languageVersion: process.versions.node,
    });
  });

  it('have no null and no empty member', async () => {
    await using bench = await initialized();
    bench.statsig.logEvent(user, 'bare', { value: null, metadata: null });
    bench.statsig.logEvent({}, 'of nobody');
    expect(await flushed(bench)).toEqual([
      { eventName: 'bare', time: bench.clock.now(), user },
      { eventName: 'of nobody', time: bench.clock.now(), user: {} },
    ]);
  });

  it.each([
    ['a text', 'paid', 'paid'],
    ['a number', 9.5, 9.5],
    ['a long text', 'x'.repeat(200), 'x'.repeat(128)],
    ['half a character', `${'x'.repeat(127)}😀`, 'x'.repeat(127)],
    ['NaN', Number.NaN, undefined],
    ['a big integer', 5n as never, '5'],
    ['an object', {} as never, undefined],
  ])('carry %s as their value', async (_name, value, sent) => {
    await using bench = await initialized();
    bench.statsig.logEvent(user, 'purchase', { value });
    expect((await flushed(bench))[0]?.value).toBe(sent);
  });

  it('are never lost for their metadata or their user', async () => {
    await using bench = await initialized();
    const metadata: Record<string, unknown> = { big: 1n, nan: Number.NaN, date: new Date(0) };
    metadata['self'] = metadata;
    const custom: Record<string, unknown> = { plan: 'pro', big: 1n };
    custom['self'] = custom;
    bench.statsig.logEvent({ ...user, custom }, 'odd', { metadata });
    const unreadable = {
      get userID(): string {
        throw new Error('no ID');
      },
    };
    bench.statsig.logEvent(unreadable, 'of somebody', null as never);
    bench.statsig.logEvent(null as never, 'of nobody', { metadata: 'text' as never });
    expect(await flushed(bench)).toMatchObject([
      {
        user: { userID: 'user-1', custom: { plan: 'pro', big: '1' } },
        metadata: {
          big: '1',
          date: '1970-01-01T00:00:00.000Z',
          self: '[Circular]',
          statsig_truncated: 'true',
        },
      },
      { eventName: 'of somebody', user: {} },
      { eventName: 'of nobody', user: {} },
    ]);
  });

  it('hold no private attributes, IDs as text and the environment', async () => {
    await using bench = await initialized({ environment: 'staging' });
    const full = {
      userID: 7,
      customIDs: { companyID: 8 },
      email: 'ada@example.com',
      custom: { plan: 'pro' },
      privateAttributes: { salary: 'very private' },
    };
    bench.statsig.logEvent(full, 'a');
    bench.statsig.logEvent({ userID: 'x'.repeat(200), statsigEnvironment: { tier: 'development' } }, 'b');
    const [first, second] = await flushed(bench);
    expect(first?.user).toEqual({
      userID: '7',
      customIDs: { companyID: '8' },
      email: 'ada@example.com',
      custom: { plan: 'pro' },
      statsigEnvironment: { tier: 'staging' },
    });
    expect(second?.user).toEqual({ userID: 'x'.repeat(128), statsigEnvironment: { tier: 'development' } });
  });

  it.each(['', '  ', undefined, 5, null])('need a name, which %j is not', async (name) => {
    await using bench = await initialized();
    bench.statsig.logEvent(user, name as never);
    expect(await flushed(bench)).toEqual([]);
    expect(bench.statsig.getStats()).toMatchObject({
      enqueued: 1,
      sent: 0,
      pending: 0,
      dropped: { invalidName: 1 },
    });
    expect(bench.log.problems).toEqual([expect.stringContaining('warn [statsig] logEvent needs a name')]);
  });

  it('are exposures of gates, configs, experiments and layer parameters, each once', async () => {
    await using bench = await initialized();
    const { statsig } = bench;
    for (let time = 0; time < 3; time += 1) {
      statsig.checkGate(user, 'open');
      statsig.getFeatureGate(user, 'open');
      statsig.getDynamicConfig(user, 'banner');
      statsig.getExperiment(user, 'button');
      const home = statsig.getLayer(user, 'home');
      expect(home.get('title', '')).toBe('Home');
      expect(home.get('missing', 'fallback')).toBe('fallback');
      expect(home.get('size', 'not a text')).toBe('not a text');
    }
    const events = await flushed(bench);
    const seen = { ruleID: 'everyone', reason: 'Network', configSyncTime: 2_000, initTime: 2_000 };
    expect(events).toMatchObject([
      { eventName: 'statsig::gate_exposure', metadata: { gate: 'open', gateValue: 'true', ...seen } },
      { eventName: 'statsig::config_exposure', metadata: { config: 'banner', ...seen } },
      { eventName: 'statsig::config_exposure', metadata: { config: 'button', ...seen } },
      { eventName: 'statsig::layer_exposure', metadata: { config: 'home', parameterName: 'title', ...seen } },
    ]);
    for (const event of events) expect(event).toMatchObject({ user, secondaryExposures: [] });
  });

  it('are not exposures when the caller says so', async () => {
    await using bench = await initialized();
    const options = { disableExposureLogging: true };
    const flags = bench.statsig.forUser(user);
    expect(flags.checkGate('open', options)).toBe(true);
    flags.getFeatureGate('open', options);
    flags.getDynamicConfig('banner', options);
    flags.getExperiment('button', options);
    expect(flags.getLayer('home', options).get('title', '')).toBe('Home');
    expect(await flushed(bench)).toEqual([]);
  });

  it('are not logged at all with disableAllLogging', async () => {
    await using bench = await initialized({ disableAllLogging: true });
    bench.statsig.checkGate(user, 'open');
    bench.statsig.logEvent(user, 'purchase');
    expect(await flushed(bench)).toEqual([]);
    expect(bench.statsig.getStats()).toMatchObject({ enqueued: 0, pending: 0 });
    expect(bench.clock.sleeps).toEqual([10_000]);
  });
});
