import { sha256Base64 } from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import type { Server } from '../create-server.ts';
import { now } from '../server.test-support.ts';
import { startConsole } from './console/console.test-support.ts';

const specsURL = 'http://server/v1/download_config_specs/secret-under-test.json';

describe('an ETag', () => {
  it('is answered 304 until there is something new, for each generation by itself', async () => {
    const { server, ask } = await startConsole();
    await ask('PUT', '/project', { gates: [{ id: 'a' }] });
    const get = (version: string, etag?: string) =>
      server.fetch(specsURL.replace('v1', version), etag ? { headers: { 'if-none-match': etag } } : {});
    const [v1, v2] = [(await get('v1')).headers.get('etag')!, (await get('v2')).headers.get('etag')!];
    expect(v1).not.toBe(v2);
    const known = await get('v1', `"other", ${v1}`);
    expect([known.status, await known.text()]).toEqual([304, '']);
    expect((await get('v1', v1.replace('W/', ''))).status).toBe(304);
    expect((await get('v2', v1)).status).toBe(200);
    await ask('PUT', '/project', { gates: [{ id: 'b' }] });
    expect((await get('v1', v1)).status).toBe(200);
  });
});

describe('v2', () => {
  it('has specs by name and conditions by hash, each once', async () => {
    const { server, ask } = await startConsole();
    const staff = { conditions: [{ type: 'email', operator: 'any', targetValue: ['a@b.example'] }] };
    await ask('PUT', '/project', {
      gates: [
        { id: 'a', rules: [staff] },
        { id: 'b', rules: [staff, {}] },
      ],
    });
    const response = await server.fetch('http://server/v2/download_config_specs', {
      method: 'POST',
      headers: { 'statsig-api-key': 'secret-under-test' },
      body: '{"sinceTime":0}',
    });
    expect(response.headers.get('content-type')).toBe('application/json');
    const body = (await response.json()) as { condition_map: object };
    expect(body).toMatchObject({
      has_updates: true,
      response_format: 'dcs-v2',
      feature_gates: { a: { rules: [{ conditions: [expect.any(String)] }] }, b: {} },
      experiment_to_layer: {},
      checksum: expect.any(String),
    });
    expect(Object.keys(body.condition_map)).toHaveLength(2);
  });
});

describe('?wait=', () => {
  it('answers when something is published, and at once to who is behind', async () => {
    const { server, ask } = await startConsole();
    await ask('PUT', '/project', { gates: [{ id: 'a' }] });
    const wait = async (sinceTime: number) =>
      (await server.fetch(`${specsURL}?sinceTime=${sinceTime}&wait=30`)).json();
    expect(await wait(now - 1)).toMatchObject({ has_updates: true, time: now });
    const waiting = wait(now);
    await ask('PUT', '/project', { gates: [{ id: 'b' }] });
    expect(await waiting).toMatchObject({ has_updates: true, time: now + 1, feature_gates: [{ name: 'b' }] });
  });

  it('answers that there is nothing when its time is over', async () => {
    const sleep = async (ms: number, signal: AbortSignal) =>
      ms === 7_000
        ? undefined
        : new Promise<void>((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason)),
          );
    const { server } = await startConsole({ clock: { now: () => now, sleep } });
    const response = await server.fetch(`${specsURL}?sinceTime=1&wait=7`);
    expect(await response.json()).toEqual({ has_updates: false, time: 1 });
  });
});

describe('GET /v1/stream', () => {
  const read = async (server: Server, headers: Record<string, string> = {}) => {
    const response = await server.fetch('http://server/v1/stream', {
      headers: { 'statsig-api-key': 'secret-under-test', ...headers },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    return { next: async () => (await reader.read()).value, cancel: () => reader.cancel() };
  };
  const message = (time: number) => `data: {"type":"specs","time":${time}}\nid: ${time}\n\n`;

  it('says what there is, then what is published', async () => {
    const { server, ask } = await startConsole();
    await ask('PUT', '/project', { gates: [{ id: 'a' }] });
    const { next, cancel } = await read(server);
    expect(await next()).toBe(message(now));
    await ask('PUT', '/project', {});
    expect(await next()).toBe(message(now + 1));
    await cancel();
  });

  it('does not repeat what the client has, and hears of its own environment only', async () => {
    const { server, ask } = await startConsole();
    await ask('PUT', '/project', { gates: [{ id: 'a' }] });
    const { next, cancel } = await read(server, { 'last-event-id': String(now) });
    await ask('PUT', '/project', { gates: [{ id: 'x' }] }, 'console-staging');
    await ask('PUT', '/project', {});
    expect(await next()).toBe(message(now + 1));
    await cancel();
  });

  it('ends with the server', async () => {
    const { server } = await startConsole();
    const { next } = await read(server);
    expect(await next()).toBe(message(1));
    const ended = next();
    await server.close();
    expect(await ended).toBeUndefined();
  });
});

describe('ID lists', () => {
  const start = async () => {
    const console = await startConsole();
    const put = (ids: readonly string[]) =>
      console.ask('PUT', '/project', { segments: [{ id: 'testers', type: 'id_list', ids }] });
    await put(['ada', 'bob', 'ada']);
    const manifest = async () => {
      const init = { method: 'POST', headers: { 'statsig-api-key': 'secret-under-test' } };
      const lists = await (await console.server.fetch('http://server/v1/get_id_lists', init)).json();
      return lists as Record<string, { url: string; size: number; fileID: string; creationTime: number }>;
    };
    const download = (url: string, range?: string) =>
      console.server.fetch(url, range === undefined ? {} : { headers: { range } });
    return { put, manifest, download };
  };
  const line = (id: string) => `+${sha256Base64(id).slice(0, 8)}\n`;

  it('are listed and downloaded, whole or the rest', async () => {
    const { manifest, download } = await start();
    const { testers } = await manifest();
    const text = line('ada') + line('bob');
    expect(testers).toMatchObject({ name: 'testers', size: text.length, creationTime: now });
    const whole = await download(testers!.url);
    expect([whole.status, whole.headers.get('content-length'), await whole.text()]).toEqual([
      200,
      '20',
      text,
    ]);
    const rest = await download(testers!.url, 'bytes=10-');
    expect([rest.status, rest.headers.get('content-range'), await rest.text()]).toEqual([
      206,
      'bytes 10-19/20',
      line('bob'),
    ]);
    expect((await download(testers!.url, 'bytes=20-')).status).toBe(416);
  });

  it('have another file when they change, and the one before stays a while', async () => {
    const { put, manifest, download } = await start();
    const before = (await manifest())['testers']!;
    await put(['cyd']);
    const after = (await manifest())['testers']!;
    expect(after.fileID).not.toBe(before.fileID);
    expect(after.creationTime).toBeGreaterThan(before.creationTime);
    expect((await download(before.url)).status).toBe(200);
    expect(await (await download(after.url)).text()).toBe(line('cyd'));
    await put(['dan']);
    expect((await download(before.url)).status).toBe(404);
  });
});
