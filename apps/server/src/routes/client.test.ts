import { describe, expect, it } from 'vitest';
import type { Server } from '../create-server.ts';
import { now, startServer } from '../server.test-support.ts';

const start = () => startServer({ keys: ['client-web', 'secret-api'] });

const post = async (server: Server, path: string, body: unknown, key = 'client-web') => {
  const response = await server.fetch(`http://server/v1${path}`, {
    method: 'POST',
    headers: { 'statsig-api-key': key },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects in there.
  return { status: response.status, body: (await response.json()) as any };
};

const user = { userID: 'ada', email: 'ada@shop.example' };

describe('POST /v1/initialize', () => {
  it.each(['client-web', 'secret-api'])(
    'gives %s all that is for the user, under hashed names',
    async (key) => {
      const { server } = await start();
      const { status, body } = await post(server, '/initialize', { user }, key);
      expect(status).toBe(200);
      expect(body).toMatchObject({ has_updates: true, hash_used: 'djb2', time: expect.any(Number) });
      expect(Object.keys(body.feature_gates)).toHaveLength(10);
      expect(body.feature_gates).not.toHaveProperty('staff_tools');
    },
  );

  it.each([
    ['none', 'staff_tools'],
    ['djb2', '2366402990'],
  ])('writes names as %s', async (hash, name) => {
    const { server } = await start();
    const { body } = await post(server, '/initialize', { user, hash });
    expect(body.hash_used).toBe(hash);
    if (hash === 'none') expect(body.feature_gates[name].value).toBe(true);
  });

  it('has nothing new for who has it', async () => {
    const { server } = await start();
    const { body } = await post(server, '/initialize', { user });
    expect(await post(server, '/initialize', { user, sinceTime: body.time })).toEqual({
      status: 200,
      body: { has_updates: false, time: body.time },
    });
  });

  it('logs nothing, and takes a user of nothing', async () => {
    const { server } = await start();
    expect((await post(server, '/initialize', '')).status).toBe(200);
    expect(await server.events.count()).toBe(0);
  });

  it.each([
    ['no JSON', '{'],
    ['a user that is none', { user: 'ada' }],
  ])('answers 400 to %s', async (_what, body) => {
    const { server } = await start();
    expect(await post(server, '/initialize', body)).toMatchObject({
      status: 400,
      body: { message: expect.any(String) },
    });
  });
});

describe('one answer', () => {
  it('of a gate is an exposure', async () => {
    const { server } = await start();
    expect(await post(server, '/check_gate', { user, gateName: 'staff_tools' })).toMatchObject({
      status: 200,
      body: { name: 'staff_tools', value: true, rule_id: expect.any(String) },
    });
    await post(server, '/check_gate', { user, gateName: 'staff_tools' });
    expect(await server.events.summarizeExposures()).toMatchObject([
      { name: 'staff_tools', gateValue: true, exposures: 2, units: 1 },
    ]);
  });

  it('is none when it is said so', async () => {
    const { server } = await start();
    const statsigMetadata = { exposureLoggingDisabled: true };
    await post(server, '/check_gate', { user, gateName: 'staff_tools', statsigMetadata });
    expect(await server.events.count()).toBe(0);
  });

  it('may be of several gates, by name', async () => {
    const { server } = await start();
    const { body } = await post(server, '/check_gate', { user, gateNames: ['staff_tools', 'nowhere'] });
    expect(body).toMatchObject({ staff_tools: { value: true }, nowhere: { value: false } });
  });

  it('may be of a config, experiment or layer', async () => {
    const { server } = await start();
    expect((await post(server, '/get_config', { user, configName: 'shipping_rates' })).body).toMatchObject({
      name: 'shipping_rates',
      value: { currency: 'USD' },
      rule_id: 'default',
    });
    expect((await post(server, '/get_config', { user, configName: 'nowhere' })).body.value).toEqual({});
    expect((await post(server, '/get_layer', { user, layerName: 'checkout' })).body).toMatchObject({
      name: 'checkout',
      value: { color: expect.any(String) },
      allocatedExperimentName: expect.any(String),
    });
    expect((await post(server, '/get_layer', { user, layerName: 'nowhere' })).status).toBe(404);
  });

  it('is given for the tier of the key', async () => {
    const { server } = await startServer({
      project: undefined,
      keys: ['console-a', 'client-a'],
    });
    await server.fetch('http://server/console/v1/project', {
      method: 'PUT',
      headers: { 'statsig-api-key': 'console-a' },
      body: JSON.stringify({ gates: [{ id: 'live', rules: [{ environments: ['production'] }] }] }),
    });
    const ask = async (tier?: string) =>
      (
        await post(
          server,
          '/check_gate',
          { gateName: 'live', user: tier === undefined ? {} : { statsigEnvironment: { tier } } },
          'client-a',
        )
      ).body.value;
    expect([await ask(), await ask('staging')]).toEqual([true, false]);
  });
});

describe('POST /v1/log_custom_exposure', () => {
  it('stores exposures that the application decided on', async () => {
    const { server } = await start();
    const exposures = [
      { user, time: now, experimentName: 'search_ranking', group: 'a' },
      { user, time: now, gateName: 'beta', group: true },
      { user, time: now, group: 'of nothing' },
    ];
    expect((await post(server, '/log_custom_exposure', { exposures })).status).toBe(202);
    expect(await server.events.summarizeExposures()).toMatchObject([
      { name: 'search_ranking', ruleID: 'a' },
      { name: 'beta', gateValue: true },
    ]);
  });
});

describe('a browser', () => {
  it('may ask from any page', async () => {
    const { server } = await start();
    const preflight = await server.fetch('http://server/v1/rgstr?k=client-web', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'statsig-api-key,statsig-event-count',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('statsig-event-count');
    expect(preflight.headers.get('access-control-max-age')).toBe('86400');
  });

  it.each([
    [
      'base64 backwards',
      '&se=1',
      (text: string) => Buffer.from(text).toString('base64').split('').reverse().join(''),
    ],
    ['as it is', '', (text: string) => text],
  ])('sends events %s, without headers and without a clock', async (_how, query, encode) => {
    const { server } = await start();
    const body = encode(JSON.stringify({ events: [{ eventName: 'seen', user, time: now }] }));
    const sent = await server.fetch(`http://server/v1/rgstr?k=client-web${query}`, { method: 'POST', body });
    expect(sent.status).toBe(202);
    expect(await server.events.count()).toBe(1);
  });
});
