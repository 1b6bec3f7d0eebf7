import { describe, expect, it } from 'vitest';
import { ManualClock } from '../manual-clock.test-support.ts';
import { createSession } from '../sdk.ts';
import { createHttpClient } from './http-client.ts';
import { createRedact, maskedKey } from './redact.ts';
import { retryAfterMs } from './retry-after.ts';

const sdkKey = 'secret-1234567890abcdefghij';
const request = { method: 'post', path: 'log_event', body: '{}' } as const;

function clientOf(fetch: () => Promise<Response>) {
  const clock = new ManualClock();
  const apiURL = 'https://flags.example.org/v1';
  return {
    clock,
    client: createHttpClient({
      apiURL,
      sdkKey,
      redact: createRedact({ sdkKey }),
      fetch,
      clock,
      session: createSession(),
    }),
  };
}

function send(fetch: () => Promise<Response>) {
  return clientOf(fetch).client.send(request, new AbortController().signal);
}

describe('an HTTP client', () => {
  it.each([
    // status  retryable  code
    [400, false, 'NETWORK'],
    [401, false, 'UNAUTHORIZED'],
    [403, false, 'UNAUTHORIZED'],
    [404, false, 'NETWORK'],
    [408, true, 'NETWORK'],
    [413, false, 'NETWORK'],
    [425, true, 'NETWORK'],
    [429, true, 'NETWORK'],
    [500, true, 'NETWORK'],
    [501, true, 'NETWORK'],
    [503, true, 'NETWORK'],
  ])('says of status %d that trying again may help: %s', async (status, retryable, code) => {
    await expect(send(async () => new Response('', { status }))).rejects.toMatchObject({
      name: 'StatsigNetworkError',
      status,
      retryable,
      code,
      retryAfterMs: undefined,
    });
  });

  it.each([
    ['JSON', '{"message":"Invalid key"}', '401: Invalid key'],
    ['text', ' Go\n  away ', '401: Go away'],
    ['a long text', 'x'.repeat(1_000), `401: ${'x'.repeat(200)})`],
    ['other JSON', '{"error":1}', '401: {"error":1}'],
    ['JSON that is no object', 'null', '401: null'],
    ['nothing', '', '(401)'],
    ['the key', sdkKey, '401: secret-123456****'],
  ])('says what the server says, as %s', async (_name, body, said) => {
    await expect(send(async () => new Response(body, { status: 401 }))).rejects.toThrow(said);
  });

  it('says what is wrong with the network, down to the cause', async () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    const failing = send(() => Promise.reject(new TypeError('fetch failed', { cause: refused })));
    await expect(failing).rejects.toMatchObject({
      message: 'POST https://flags.example.org/v1/log_event failed: connect ECONNREFUSED 127.0.0.1:1.',
      status: undefined,
      retryable: true,
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it.each([
    [Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), 'failed: ECONNREFUSED.'],
    ['a text', 'failed: a text.'],
    [undefined, 'failed: undefined.'],
  ])('copes with whatever fetch throws: %s', async (thrown, text) => {
    await expect(send(() => Promise.reject(thrown))).rejects.toThrow(text);
  });

  it('does not wait for more than a second for a body that nobody needs', async () => {
    const endless = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)) });
    const { client, clock } = clientOf(async () => new Response(endless, { status: 202 }));
    const sent = client.send(request, new AbortController().signal);
    await clock.sleeping(1_000);
    await clock.advance(1_000);
    expect(await sent).toMatchObject({ status: 202 });
  });
});

describe('redact', () => {
  it.each([
    // text, key, redacted
    [`a ${sdkKey} b ${sdkKey}`, sdkKey, 'a secret-123456**** b secret-123456****'],
    ['/v1/secret-a%2Fb.json', 'secret-a/b', '/v1/secret-****.json'],
    ['secret-short', 'secret-short', 'secret-****'],
    ['nothing here', sdkKey, 'nothing here'],
    ['cut off: secret-1234567890ab', sdkKey, 'cut off: secret-123456****'],
    ['as masked: secret-123456****', sdkKey, 'as masked: secret-123456****'],
    [String.raw`{"key":"secret-\"\\\u0026"}`, 'secret-"\\&', '{"key":"secret-****"}'],
    ['secret-$&', 'secret-$&', 'secret-****'],
    ['a secret-$&34567890abcdefghij', 'secret-$&34567890abcdefghij', 'a secret-$&3456****'],
    ['%73%65cret-%61b', 'secret-ab', 'secret-****'],
    [Buffer.from(`user:${sdkKey}`).toString('base64'), sdkKey, 'dXNlcjpsecret-123456****o='],
    [`${'secret-'}${'x'.repeat(1_000)} end`, `secret-${'x'.repeat(1_000)}`, 'secret-xxxxxx**** end'],
    ['no key', '', 'no key'],
  ])('makes of %j with the key %j %j', (text, key, redacted) => {
    expect(createRedact({ sdkKey: key })(text)).toBe(redacted);
  });

  it('masks other secrets as a whole', () => {
    const redact = createRedact({ sdkKey, others: ['ada:pass'] });
    expect(redact(`http://ada:pass@proxy, Basic ${Buffer.from('ada:pass').toString('base64')}`)).toBe(
      'http://****@proxy, Basic ****M=',
    );
  });

  it('never shows more than half of a key', () => {
    for (let length = 1; length < 60; length += 1) {
      const key = `secret-${'x'.repeat(length)}`;
      expect(maskedKey(key).replace('secret-', '').replaceAll('*', '').length * 2).toBeLessThanOrEqual(
        length,
      );
    }
  });
});

describe('retryAfterMs', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['5', 5_000],
    ['0.5', 500],
    ['-5', 0],
    ['86400', 600_000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ])('reads %j as %s', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});
