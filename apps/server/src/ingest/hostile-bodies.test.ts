import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { logEvents, now, purchase, startServer } from '../server.test-support.ts';

const text = JSON.stringify({ events: [purchase] });
const half = (buffer: Buffer): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(buffer.subarray(0, buffer.length / 2));
const event = (metadata: string): string =>
  `{"events":[{"eventName":"e","user":{"userID":"u"},"time":${now},"metadata":${metadata}}]}`;
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a hostile body', () => {
  it.each<[string, string | Uint8Array<ArrayBuffer>, string, number]>([
    ['a gzip cut short', half(gzipSync(text)), 'gzip', 400],
    ['a deflate cut short', half(deflateSync(text)), 'deflate', 400],
    ['a brotli cut short', half(brotliCompressSync(text)), 'br', 400],
    ['a zstd cut short', half(zstdCompressSync(text)), 'zstd', 400],
    ['text that claims to be gzip', text, 'gzip', 400],
    ['text that claims to be zstd', text, 'zstd', 400],
    ['nothing that claims to be gzip', '', 'gzip', 400],
    ['gzip that claims nothing', Uint8Array.from(gzipSync(text)), '', 400],
    ['a bomb', Uint8Array.from(gzipSync(Buffer.alloc(200_000_000))), 'gzip', 413],
    ['text that is no UTF-8', Uint8Array.from(Buffer.from(event('"\xc3("'), 'latin1')), '', 400],
    ['JSON cut short', text.slice(0, -1), '', 400],
    ['lists in lists', nested(100_000), '', 400],
    ['an event of lists in lists', event(nested(100_000)), '', 202],
    ['a user of lists in lists', text.replace('"ada"', nested(100_000)), '', 202],
    ['__proto__ beside events', `{"__proto__":{"events":[]}}`, '', 400],
    ['__proto__ in an event', event('{"__proto__":{"gate":"g"},"constructor":{"prototype":1}}'), '', 202],
    ['__proto__ for a user', '{"events":[{"__proto__":{"user":{},"eventName":"e","time":1}}]}', '', 202],
    ['a lone surrogate', event('"\\ud800"'), '', 202],
    ['NUL characters', event('"\\u0000"'), '', 202],
    ['a number beyond all numbers', event('1e999'), '', 202],
    ['one key twice', '{"events":[],"events":[]}', '', 202],
    ['a byte order mark', `\ufeff${text}`, '', 202],
  ])('%s is answered without a 500', async (_what, body, contentEncoding, status) => {
    const { server, lines } = await startServer();
    const response = await logEvents(server, body, { 'content-encoding': contentEncoding });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(
      status === 202 ? { success: true } : { message: expect.any(String) },
    );
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
    expect((await logEvents(server, { events: [purchase] })).status).toBe(202);
  });

  it('leaves no trace on objects', async () => {
    const { server } = await startServer();
    await logEvents(server, event('{"__proto__":{"polluted":true}}'));
    await logEvents(server, `{"events":[{"eventName":"e","time":1,"user":{"__proto__":{"polluted":true}}}]}`);
    expect(await server.events.count()).toBe(2);
    expect('polluted' in {}).toBe(false);
  });

  it('is not repeated in the answer', async () => {
    const { server } = await startServer();
    const response = await logEvents(server, 'my-private-data');
    expect(await response.text()).not.toContain('my-private');
  });
});
