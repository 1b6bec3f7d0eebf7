import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { maxBodyBytes } from '../ingest/decode-body.ts';
import { maxBatchEvents } from '../ingest/event-batch.ts';
import { logEvents, now, purchase, startServer } from '../server.test-support.ts';

const batch = JSON.stringify({ events: [purchase], statsigMetadata: { sdkType: 'test' } });
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const packed = (buffer: Buffer): Uint8Array<ArrayBuffer> => Uint8Array.from(buffer);

describe('POST /v1/log_event', () => {
  it('stores events and answers 202', async () => {
    const { server, lines } = await startServer();
    const response = await logEvents(server, { events: [purchase, { ...purchase, value: 12.5 }] });
    expect(response.status).toBe(202);
    expect(response.headers.get('content-type')).toMatch('application/json');
    expect(await response.json()).toEqual({ success: true });
    expect(await server.events.count()).toBe(2);
    expect(lines).toEqual([]);
  });

  it('takes an empty batch', async () => {
    const { server } = await startServer();
    expect((await logEvents(server, { events: [] })).status).toBe(202);
    expect(await server.events.count()).toBe(0);
  });

  it.each([
    ['text/plain;charset=UTF-8'],
    ['application/octet-stream'],
    ['application/x-www-form-urlencoded'],
    ['nonsense'],
  ])('does not mind content type %s', async (contentType) => {
    const { server } = await startServer();
    expect((await logEvents(server, batch, { 'content-type': contentType })).status).toBe(202);
    expect(await server.events.count()).toBe(1);
  });
});

describe('the header STATSIG-CLIENT-TIME', () => {
  it.each(['', 'now', '1.5', '-1', '1e12', '99999999999999999'])('must not be "%s"', async (clientTime) => {
    const { server } = await startServer();
    const response = await logEvents(server, batch, { 'statsig-client-time': clientTime });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: expect.stringContaining('STATSIG-CLIENT-TIME') });
    expect(await server.events.count()).toBe(0);
  });
});

describe('the body', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', 'events=1'],
    ['a list', '[]'],
    ['null', 'null'],
    ['an object without events', '{}'],
    ['events that are no list', '{"events":{"0":{}}}'],
  ])('is answered 400 when it is %s', async (_what, body) => {
    const { server } = await startServer();
    const response = await logEvents(server, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: expect.any(String) });
  });

  it.each<[string, Uint8Array<ArrayBuffer>]>([
    ['identity', bytes(batch)],
    ['gzip', packed(gzipSync(batch))],
    ['GZIP', packed(gzipSync(batch))],
    ['x-gzip', packed(gzipSync(batch))],
    ['deflate', packed(deflateSync(batch))],
    ['br', packed(brotliCompressSync(batch))],
    ['zstd', packed(zstdCompressSync(batch))],
  ])('may be encoded as %s', async (coding, body) => {
    const { server } = await startServer();
    expect((await logEvents(server, body, { 'content-encoding': coding })).status).toBe(202);
    expect(await server.events.count()).toBe(1);
  });

  it('is answered 415 in an unknown encoding', async () => {
    const { server } = await startServer();
    const response = await logEvents(server, batch, { 'content-encoding': 'compress' });
    expect(response.status).toBe(415);
    expect(await response.json()).toEqual({ message: expect.stringContaining('gzip') });
  });

  it.each([
    ['identity', (body: Buffer) => body],
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', (body: Buffer) => brotliCompressSync(body)],
    ['zstd', (body: Buffer) => zstdCompressSync(body)],
  ])('is answered 413 when it has too many bytes after %s', async (coding, encode) => {
    const { server } = await startServer();
    const tooLarge = packed(encode(Buffer.alloc(maxBodyBytes + 1, ' ')));
    const response = await logEvents(server, tooLarge, { 'content-encoding': coding });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ message: expect.any(String) });
  });

  it('is counted while it comes, since it need not say its length', async () => {
    const { server } = await startServer();
    let sentBytes = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sentBytes += 1_000_000;
        controller.enqueue(new Uint8Array(1_000_000));
      },
    });
    const response = await server.fetch('http://server/v1/log_event', {
      method: 'POST',
      headers: { 'statsig-api-key': 'secret-under-test', 'statsig-client-time': '1' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(sentBytes).toBeLessThan(maxBodyBytes + 3_000_000);
  });

  it('is answered 413 when it has too many events', async () => {
    const { server } = await startServer();
    const events = new Array(maxBatchEvents + 1).fill(purchase);
    expect((await logEvents(server, { events })).status).toBe(413);
    expect(await server.events.count()).toBe(0);
    expect((await logEvents(server, { events: events.slice(1) })).status).toBe(202);
    expect(await server.events.count()).toBe(maxBatchEvents);
  });
});

describe('a malformed event', () => {
  it.each<[string, unknown, string]>([
    ['null', null, 'event'],
    ['a text', 'purchase', 'event'],
    ['without a user', { eventName: 'purchase', time: now }, 'user'],
    ['whose user is null', { ...purchase, user: null }, 'user'],
    ['whose user is a list', { ...purchase, user: [] }, 'user'],
    ['without a name', { user: {}, time: now }, 'eventName'],
    ['whose name is empty', { ...purchase, eventName: '' }, 'eventName'],
    ['without a time', { eventName: 'purchase', user: {} }, 'time'],
    ['whose time is a text', { ...purchase, time: String(now) }, 'time'],
    ['whose time no date can have', { ...purchase, time: 1e308 }, 'time'],
  ])('%s is left out and reported', async (_what, event, field) => {
    const { server, lines } = await startServer();
    expect((await logEvents(server, { events: [event, purchase] })).status).toBe(202);
    expect(await server.events.count()).toBe(1);
    expect(lines).toEqual([`warn [statsig] 1 of 2 events rejected; see "${field}" of the first.`]);
  });

  it.each([null, { userID: 'ada' }])(
    'is not what diagnostics are: with user %j they go silently',
    async (user) => {
      const { server, lines } = await startServer();
      const diagnostics = { eventName: 'statsig::diagnostics', user, time: now, metadata: { markers: [] } };
      expect((await logEvents(server, { events: [diagnostics, purchase] })).status).toBe(202);
      expect(await server.events.count()).toBe(1);
      expect(lines).toEqual([]);
    },
  );
});

describe('a batch that is sent again', () => {
  const other = { ...purchase, user: { userID: 'bob' } };

  const id = (name: string) => ({ 'statsig-batch-id': name });
  const idempotencyKey = (name: string) => ({ 'idempotency-key': name });

  it.each([
    { how: 'with the same events', first: purchase, second: purchase, stored: 1 },
    { how: 'with other events', first: purchase, second: other, stored: 2 },
    { how: 'under its ID', first: purchase, a: id('1'), second: other, b: id('1'), stored: 1 },
    { how: 'under another ID', first: purchase, a: id('1'), second: purchase, b: id('2'), stored: 2 },
    {
      how: 'under its idempotency key',
      first: purchase,
      a: idempotencyKey('1'),
      second: other,
      b: idempotencyKey('1'),
      stored: 1,
    },
    {
      how: 'under its ID, which counts more than an idempotency key',
      first: purchase,
      a: { ...id('1'), ...idempotencyKey('1') },
      second: other,
      b: { ...id('1'), ...idempotencyKey('2') },
      stored: 1,
    },
  ])('$how leaves $stored stored', async ({ first, a = {}, second, b = {}, stored }) => {
    const { server } = await startServer();
    expect((await logEvents(server, { events: [first] }, a)).status).toBe(202);
    expect((await logEvents(server, { events: [second] }, b)).status).toBe(202);
    expect(await server.events.count()).toBe(stored);
  });

  it('is known however it is packed, and whatever else the SDK says of itself', async () => {
    const { server } = await startServer();
    await logEvents(server, { events: [purchase], statsigMetadata: { retry: 0 } });
    const again = packed(gzipSync(JSON.stringify({ statsigMetadata: { retry: 1 }, events: [purchase] })));
    expect((await logEvents(server, again, { 'content-encoding': 'gzip' })).status).toBe(202);
    expect(await server.events.count()).toBe(1);
  });

  it('is stored once when it comes twenty times at once', async () => {
    const { server } = await startServer();
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => logEvents(server, { events: [purchase, other] })),
    );
    expect(responses.map(({ status }) => status)).toEqual(new Array(20).fill(202));
    expect(await server.events.count()).toBe(2);
  });

  it('may hold one event twice', async () => {
    const { server } = await startServer();
    await logEvents(server, { events: [purchase, purchase] });
    expect(await server.events.count()).toBe(2);
  });

  it('has an ID of at most 200 characters', async () => {
    const { server } = await startServer();
    expect((await logEvents(server, batch, { 'statsig-batch-id': 'x'.repeat(201) })).status).toBe(400);
    expect((await logEvents(server, batch, { 'statsig-batch-id': 'x'.repeat(200) })).status).toBe(202);
  });
});
