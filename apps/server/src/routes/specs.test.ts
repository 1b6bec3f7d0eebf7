import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { secretKey, startServer } from '../server.test-support.ts';

/** The demo project's own `time`. */
const time = Date.parse('2026-11-20T09:00:00Z');

const post = async (body: string | undefined, headers: Record<string, string> = {}): Promise<Response> => {
  const { server } = await startServer();
  return server.fetch('http://server/v1/download_config_specs', {
    method: 'POST',
    headers: { 'statsig-api-key': secretKey, ...headers },
    ...(body === undefined ? {} : { body }),
  });
};

const get = async (query: string, headers: Record<string, string> = {}): Promise<Response> => {
  const { server } = await startServer();
  return server.fetch(`http://server/v1/download_config_specs/${secretKey}.json${query}`, { headers });
};

const wholeProject = {
  has_updates: true,
  time,
  feature_gates: expect.arrayContaining([expect.objectContaining({ name: 'new_checkout' })]),
  dynamic_configs: expect.arrayContaining([expect.objectContaining({ name: 'checkout_button' })]),
  layer_configs: expect.arrayContaining([expect.objectContaining({ name: 'home_page' })]),
  layers: { checkout: ['checkout_button'], home_page: ['home_hero', 'home_recommendations'] },
};

const noUpdates = { has_updates: false, time };

describe('POST /v1/download_config_specs', () => {
  it.each([
    ['no body', undefined, wholeProject],
    ['an empty object', '{}', wholeProject],
    ['null', 'null', wholeProject],
    ['a list', '[]', wholeProject],
    ['an SDK of its own', '{"sdkType":"node-server","sdkVersion":"1.0.0"}', wholeProject],
    ['sinceTime 0', '{"sinceTime":0}', wholeProject],
    ['an older sinceTime', `{"sinceTime":${time - 1}}`, wholeProject],
    ['the same sinceTime', `{"sinceTime":${time}}`, noUpdates],
    ['a newer sinceTime', `{"sinceTime":${time + 1}}`, noUpdates],
    ['a sinceTime in quotes', `{"sinceTime":"${time}"}`, noUpdates],
    ['a sinceTime that is no number', '{"sinceTime":"yesterday"}', wholeProject],
    ['a sinceTime that is null', '{"sinceTime":null}', wholeProject],
    ['a sinceTime that cannot become a number', '{"sinceTime":{"valueOf":1,"toString":1}}', wholeProject],
    [
      'a sinceTime of lists in lists',
      `{"sinceTime":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      wholeProject,
    ],
  ])('answers to %s', async (_what, body, expected) => {
    const response = await post(body);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch('application/json');
    expect(await response.json()).toMatchObject(expected);
  });

  it('does not mind another content type', async () => {
    const response = await post(`{"sinceTime":${time}}`, { 'content-type': 'text/plain' });
    expect(await response.json()).toEqual(noUpdates);
  });

  it('answers 400 to a body that is no JSON', async () => {
    const response = await post('sinceTime=0');
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: expect.any(String) });
  });
});

describe('GET /v1/download_config_specs/{key}.json', () => {
  it.each([
    ['', wholeProject],
    ['?sinceTime=0', wholeProject],
    ['?sinceTime=', wholeProject],
    ['?sinceTime=soon', wholeProject],
    [`?sinceTime=${time - 1}`, wholeProject],
    [`?sinceTime=${time}`, noUpdates],
    [`?sinceTime=${time + 1}`, noUpdates],
  ])('answers to "%s"', async (query, expected) => {
    const response = await get(query);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject(expected);
  });

  it.each([
    [undefined, null],
    ['identity', null],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['gzip, deflate', 'gzip'],
    ['br, gzip;q=0.5', 'br'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0.1, *;q=1.0', 'gzip'],
    ['*', 'br'],
    ['gzip;q=0', null],
    ['gzip; q=0.0, *', 'br'],
    ['br;q=0, gzip;q=nonsense', null],
    ['br, zstd', 'br'],
    ['zstd', null],
  ])('given accept-encoding "%s", encodes the project as %s', async (acceptEncoding, coding) => {
    const response = await get('', acceptEncoding === undefined ? {} : { 'accept-encoding': acceptEncoding });
    expect(response.headers.get('content-encoding')).toBe(coding);
    expect(response.headers.get('vary')).toBe('accept-encoding, statsig-api-key');
    const bytes = Buffer.from(await response.arrayBuffer());
    const decode = coding === 'gzip' ? gunzipSync : coding === 'br' ? brotliDecompressSync : Buffer.from;
    expect(JSON.parse(decode(bytes).toString())).toMatchObject(wholeProject);
  });
});

describe('other paths', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/v1/log_event'],
    ['POST', '/v1/health'],
    ['GET', '/v3/download_config_specs'],
  ])('%s %s is answered 404', async (method, path) => {
    const { server } = await startServer();
    const response = await server.fetch(`http://server${path}`, {
      method,
      headers: { 'statsig-api-key': secretKey },
    });
    const text = await response.text();
    expect(response.status).toBe(404);
    expect(JSON.parse(text)).toEqual({ message: expect.any(String) });
    expect(text).not.toContain(secretKey);
  });
});

describe('what official SDKs also call', () => {
  it.each([
    ['POST', '/v1/get_id_lists', 200, {}],
    ['GET', `/v1/get_id_lists/${secretKey}.json`, 200, {}],
    ['POST', '/v1/sdk_exception', 202, { success: true }],
  ])('%s %s answers %i', async (method, path, status, body) => {
    const { server } = await startServer();
    const headers = { 'statsig-api-key': secretKey };
    const response = await server.fetch(`http://server${path}`, { method, headers });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(body);
  });
});

describe('GET /v1/health', () => {
  it('needs no key', async () => {
    const { server } = await startServer();
    const response = await server.fetch('http://server/v1/health');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok' });
  });
});
