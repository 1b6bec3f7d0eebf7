import { createStatsig, type Statsig, systemClock } from '@acme/statsig-node';
import { describe, expect, it } from 'vitest';
import { type FakeStatsigApi, fakeStatsigApi, gate } from '../index.ts';

const ada = { userID: 'ada' };
const open = gate('open').rollout(100);
const silent = { debug() {}, info() {}, warn() {}, error() {} };
/** Tries again at once. */
const clock = { ...systemClock, random: () => 0 };

function sdkOf({ fetch }: FakeStatsigApi): Statsig {
  return createStatsig({ sdkKey: 'secret-test', fetch, clock, logger: silent });
}

describe('fakeStatsigApi', () => {
  it('serves the project and accepts events', async () => {
    const api = fakeStatsigApi([open]);
    await using statsig = sdkOf(api);
    expect(await statsig.initialize()).toMatchObject({ success: true, source: 'Network' });
    expect(statsig.checkGate(ada, 'open')).toBe(true);
    expect(await statsig.flush()).toMatchObject({ sent: 1, pending: 0, dropped: 0 });
    expect(api.events).toMatchObject([{ eventName: 'statsig::gate_exposure', user: ada }]);
    expect(api.requests.map(({ endpoint }) => endpoint)).toEqual(['download_config_specs', 'log_event']);
  });

  it('says that nothing is new, until something is published', async () => {
    const api = fakeStatsigApi([open]);
    const ask = async (sinceTime: number): Promise<unknown> => {
      const headers = { 'statsig-api-key': 'secret-test' };
      const body = JSON.stringify({ sinceTime });
      const url = 'https://api.statsig.com/v1/download_config_specs';
      return (await api.fetch(url, { method: 'POST', headers, body })).json();
    };
    expect(await ask(0)).toMatchObject({ has_updates: true, time: 1 });
    expect(await ask(1)).toEqual({ has_updates: false });
    api.publish([open, gate('other')]);
    expect(await ask(1)).toMatchObject({ has_updates: true, time: 2 });
  });

  it.each([
    ['/v1/log_event', 'client-test', 401],
    ['/v1/log_event', 'secret-test', 202],
    ['/v1/get_config', 'secret-test', 404],
  ])('answers a request to %s with the key %s by %i', async (path, sdkKey, status) => {
    const headers = { 'statsig-api-key': sdkKey };
    const { fetch } = fakeStatsigApi();
    const response = await fetch(`https://api.statsig.com${path}`, {
      method: 'POST',
      headers,
      body: '{"events":[]}',
    });
    expect(response.status).toBe(status);
  });

  it.each([['unreachable'], ['cut'], [{ status: 503 }], [{ status: 500, body: '<html>' }]] as const)(
    'fails once when told to (%j), and then recovers',
    async (trouble) => {
      const api = fakeStatsigApi([open]);
      api.failNext('log_event', trouble);
      await using statsig = sdkOf(api);
      await statsig.initialize();
      statsig.logEvent(ada, 'order_placed');
      expect(await statsig.flush()).toMatchObject({ sent: 1, pending: 0, dropped: 0 });
      expect(api.events).toMatchObject([{ eventName: 'order_placed' }]);
    },
  );

  it('holds an answer back until the test lets it go', async () => {
    const api = fakeStatsigApi([open]);
    let release = (): void => undefined;
    api.failNext('download_config_specs', { until: new Promise<void>((resolve) => (release = resolve)) });
    await using statsig = sdkOf(api);
    const initialized = statsig.initialize();
    expect(statsig.isReady).toBe(false);
    release();
    expect(await initialized).toMatchObject({ success: true });
  });
});
