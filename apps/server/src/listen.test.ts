import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Clock } from './clock.ts';
import { maxBodyBytes } from './ingest/decode-body.ts';
import {
  eventHeaders,
  logEvents,
  now,
  purchase,
  secretKey,
  startServer,
  stillClock,
} from './server.test-support.ts';

const listening = async (options: Parameters<typeof startServer>[0] = {}) => {
  const { server } = await startServer(options);
  const { url, port, close } = await server.listen({ port: 0 });
  return { server, url, port, close };
};

const key = { 'statsig-api-key': secretKey };
const batch = JSON.stringify({ events: [purchase] });
const sinceLater = JSON.stringify({ sinceTime: now });

describe('over HTTP', () => {
  const message = { message: expect.any(String) };

  it.each<[string, RequestInit, number, object]>([
    ['GET /v1/health', {}, 200, { status: 'ok' }],
    ['POST /v1/download_config_specs', { headers: key }, 200, { has_updates: true }],
    ['POST /v1/download_config_specs', { headers: key, body: sinceLater }, 200, { has_updates: false }],
    [`GET /v1/download_config_specs/${secretKey}.json`, {}, 200, { has_updates: true }],
    ['POST /v1/log_event', { headers: eventHeaders, body: batch }, 202, { success: true }],
    ['POST /v1/get_id_lists', { headers: key, body: '{}' }, 200, {}],
    ['POST /v1/sdk_exception', { headers: key, body: '{}' }, 202, { success: true }],
    ['POST /v1/log_event', {}, 401, message],
    ['GET /nowhere', {}, 404, message],
  ])('%s', async (request, init, status, body) => {
    const { url } = await listening();
    const [method = '', path = ''] = request.split(' ');
    const response = await fetch(`${url}${path}`, { ...init, method });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject(body);
  });

  it('sends gzip', async () => {
    const { url } = await listening();
    const response = await fetch(`${url}/v1/download_config_specs/${secretKey}.json`);
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.json()).toMatchObject({ has_updates: true });
  });

  it('takes gzip', async () => {
    const { server, url } = await listening();
    const response = await fetch(`${url}/v1/log_event`, {
      method: 'POST',
      headers: { ...eventHeaders, 'content-encoding': 'gzip' },
      body: Uint8Array.from(gzipSync(batch)),
    });
    expect(response.status).toBe(202);
    expect(await server.events.count()).toBe(1);
  });

  it('answers 413 to a body that is too large, and then goes on', async () => {
    const { url, server } = await listening();
    const request = { method: 'POST', headers: eventHeaders, body: new Uint8Array(maxBodyBytes + 1) };
    expect((await fetch(`${url}/v1/log_event`, request)).status).toBe(413);
    const viaPort = { fetch: (_input: unknown, init?: RequestInit) => fetch(`${url}/v1/log_event`, init) };
    expect((await logEvents(viaPort, { events: [purchase] })).status).toBe(202);
    expect(await server.events.count()).toBe(1);
  });
});

describe('listen', () => {
  it('rejects when the port is taken', async () => {
    const { server, port } = await listening();
    await expect(server.listen({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('close', () => {
  /** Begins a request whose body ends when the test says so. */
  const begin = (port: number) => {
    const request = httpRequest({ port, path: '/v1/log_event', method: 'POST', headers: eventHeaders });
    request.write('{"events":[');
    const answered = once(request, 'response') as Promise<[IncomingMessage]>;
    answered.catch(() => undefined);
    return { request, answered };
  };

  it('answers what is under way, then refuses', async () => {
    const { server, url, port, close } = await listening();
    const { request, answered } = begin(port);
    await fetch(`${url}/v1/health`);
    const closing = close();
    request.end(`${JSON.stringify(purchase)}]}`);
    const [response] = await answered;
    expect(response.statusCode).toBe(202);
    await closing;
    expect(await server.events.count()).toBe(1);
    await expect(fetch(`${url}/v1/health`)).rejects.toThrow('fetch failed');
  });

  it('cuts off what does not end in 10 seconds', async () => {
    const clock: Clock = {
      ...stillClock,
      sleep: async (ms, signal) => (ms === 10_000 ? undefined : stillClock.sleep(ms, signal)),
    };
    const { url, port, close } = await listening({ clock });
    const { answered } = begin(port);
    await fetch(`${url}/v1/health`);
    await close();
    await expect(answered).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('closes ports with the server, and may be called again', async () => {
    const { server, url, close } = await listening();
    await Promise.all([server.close(), server.close(), close()]);
    await close();
    await expect(fetch(`${url}/v1/health`)).rejects.toThrow('fetch failed');
  });
});
