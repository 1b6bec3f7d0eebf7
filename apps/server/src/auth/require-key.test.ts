import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Server } from '../create-server.ts';
import { now, openServer, purchase, secretKey, startServer } from '../server.test-support.ts';
import type { KeyKind } from './key.ts';

const events = JSON.stringify({ events: [purchase] });

/** Every route that needs a key, what it is sent, and the kinds of keys that open it. */
const routes: readonly [route: string, status: number, kinds: readonly KeyKind[], body?: string][] = [
  ['POST /v1/download_config_specs', 200, ['secret']],
  ['GET /v1/download_config_specs', 200, ['secret']],
  ['GET /v1/download_config_specs/{key}.json', 200, ['secret']],
  ['POST /v2/download_config_specs', 200, ['secret']],
  ['GET /v2/download_config_specs/{key}.json', 200, ['secret']],
  ['POST /v1/get_id_lists', 200, ['secret']],
  ['GET /v1/get_id_lists/{key}.json', 200, ['secret']],
  ['POST /v1/log_event', 202, ['secret', 'client'], events],
  ['POST /v1/sdk_exception', 202, ['secret', 'client'], '{}'],
  ['GET /v1/stream', 200, ['secret', 'client']],
  ['POST /v1/rgstr', 202, ['secret', 'client'], events],
  ['POST /v1/log_custom_exposure', 202, ['secret', 'client'], '{"exposures":[]}'],
  ['POST /v1/initialize', 200, ['secret', 'client'], '{}'],
  ['POST /v1/check_gate', 200, ['secret', 'client'], '{"gateName":"new_checkout"}'],
  ['POST /v1/get_config', 200, ['secret', 'client'], '{"configName":"shipping_rates"}'],
  ['POST /v1/get_layer', 200, ['secret', 'client'], '{"layerName":"checkout"}'],
  ['GET /console/v1/project', 200, ['console']],
  ['PUT /console/v1/project', 200, ['console'], '{}'],
  ['GET /console/v1/gates', 200, ['console']],
  ['POST /console/v1/gates', 201, ['console'], '{"id":"brand_new"}'],
  ['PATCH /console/v1/gates/new_checkout', 200, ['console'], '{}'],
  ['DELETE /console/v1/gates/new_checkout', 200, ['console']],
  ['PUT /console/v1/gates/new_checkout/disable', 200, ['console']],
  ['GET /console/v1/revisions', 200, ['console']],
  ['GET /console/v1/audit_logs', 200, ['console']],
  ['GET /console/v1/environments', 200, ['console']],
  ['GET /console/v1/keys', 200, ['console']],
  ['POST /console/v1/keys', 201, ['console'], '{"type":"client"}'],
  ['POST /console/v1/evaluate', 200, ['console'], '{"kind":"gate","name":"new_checkout","user":{}}'],
];

const keys = ['secret-under-test', 'client-under-test', 'console-under-test'];

describe.each(routes)('%s', (route, status, kinds, body) => {
  const [method = '', path = ''] = route.split(' ');
  // One for all rows: what an earlier row did changes the status of none.
  let server: Server;
  beforeAll(async () => {
    ({ server } = await openServer({ keys }));
  });
  afterAll(() => server.close());

  const send = (headerKey: string | undefined, pathKey: string): Promise<Response> => {
    const headers = new Headers({ 'statsig-client-time': String(now) });
    if (headerKey !== undefined) headers.set('STATSIG-API-KEY', headerKey);
    return server.fetch(`http://server${path.replace('{key}', pathKey)}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
  };

  it.each(keys)('opens to %s, or to other kinds only', async (key) => {
    const isOpened = kinds.some((kind) => key.startsWith(kind));
    const response = await send(key, key);
    expect(response.status).toBe(isOpened ? status : 403);
    if (!isOpened)
      expect(await response.json()).toMatchObject({ message: expect.stringContaining(kinds[0]!) });
  });

  it.each([
    ['an unknown key', 'secret-other-than-that'],
    ['part of a key', secretKey.slice(0, -1)],
    ['another case', secretKey.toUpperCase()],
    ['an empty key', ''],
  ])('answers 401 to %s', async (_what, key) => {
    const response = await send(key, 'anything');
    const text = await response.text();
    expect(response.status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ message: expect.any(String) });
    if (key !== '') expect(text).not.toContain(key);
  });

  it('answers 401 without any known key', async () => {
    const response = await send(undefined, 'secret-unknown');
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ message: expect.any(String) });
  });
});

describe('a key in the path', () => {
  it.each([
    ['alone', secretKey, undefined, 200],
    ['with another in the header, which counts', secretKey, 'secret-other', 401],
    ['unknown, with a known one in the header', 'secret-other', secretKey, 200],
  ])('%s', async (_case, pathKey, headerKey, status) => {
    const { server } = await startServer();
    const response = await server.fetch(`http://server/v1/download_config_specs/${pathKey}.json`, {
      headers: headerKey === undefined ? {} : { 'statsig-api-key': headerKey },
    });
    expect(response.status).toBe(status);
  });
});

describe('a key in the query', () => {
  it('counts without one in the header, as browsers send it', async () => {
    const { server } = await startServer({ keys: ['client-web'] });
    const init = { method: 'POST', body: events, headers: { 'statsig-client-time': String(now) } };
    expect((await server.fetch('http://server/v1/log_event?k=client-web', init)).status).toBe(202);
    expect((await server.fetch('http://server/v1/log_event?k=client-other', init)).status).toBe(401);
  });
});

describe('a key of another environment', () => {
  it('sees that environment only', async () => {
    const { server } = await startServer({
      keys: [secretKey, { key: 'secret-staging', environment: 'staging' }],
    });
    const get = async (key: string) => {
      const response = await server.fetch(`http://server/v1/download_config_specs/${key}.json`);
      return (await response.json()) as { feature_gates: unknown[] };
    };
    expect((await get(secretKey)).feature_gates).toHaveLength(12);
    expect((await get('secret-staging')).feature_gates).toEqual([]);
    await server.fetch('http://server/v1/log_event', {
      method: 'POST',
      body: events,
      headers: { 'statsig-api-key': 'secret-staging', 'statsig-client-time': String(now) },
    });
    expect([await server.events.count(), await server.events.count('staging')]).toEqual([0, 1]);
  });
});
