import { describe, expect, it } from 'vitest';
import { now, purchase, secretKey, startServer } from '../server.test-support.ts';

const clientTime = { 'statsig-client-time': String(now) };
const events = JSON.stringify({ events: [purchase] });

const keyedRoutes: readonly [string, string, RequestInit, number][] = [
  ['POST', '/v1/download_config_specs', {}, 200],
  ['GET', '/v1/download_config_specs/{key}.json', {}, 200],
  ['POST', '/v1/log_event', { headers: clientTime, body: events }, 202],
  ['POST', '/v1/get_id_lists', {}, 200],
  ['GET', '/v1/get_id_lists', {}, 200],
  ['GET', '/v1/get_id_lists/{key}.json', {}, 200],
  ['POST', '/v1/sdk_exception', { body: '{}' }, 202],
];

describe.each(keyedRoutes)('%s %s', (method, path, init, status) => {
  const send = async (headerKey: string | undefined, pathKey: string): Promise<Response> => {
    const { server } = await startServer({ secretKeys: [secretKey, 'secret-second'] });
    const headers = new Headers(init.headers);
    if (headerKey !== undefined) headers.set('STATSIG-API-KEY', headerKey);
    return server.fetch(`http://server${path.replace('{key}', pathKey)}`, { ...init, method, headers });
  };

  it.each([secretKey, 'secret-second'])('opens to %s', async (key) => {
    expect((await send(key, key)).status).toBe(status);
  });

  it.each([
    ['an unknown key', 'secret-other-than-that'],
    ['a client key', 'client-under-test'],
    ['part of a key', secretKey.slice(0, -1)],
    ['an empty key', ''],
  ])('answers 401 to %s', async (_what, key) => {
    const response = await send(key, 'anything');
    const text = await response.text();
    expect(response.status).toBe(401);
    expect(JSON.parse(text)).toEqual({ message: expect.any(String) });
    if (key !== '') expect(text).not.toContain(key);
  });

  it('answers 401 without any known key', async () => {
    const response = await send(undefined, 'secret-unknown');
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ message: expect.any(String) });
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
