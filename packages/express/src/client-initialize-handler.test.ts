import { startRecorder } from '@acme/adapter-testing';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { type ServedApp, serve, statsigOf } from './app.test-support.ts';
import { type ClientInitializeHandlerOptions, clientInitializeHandler, statsigMiddleware } from './index.ts';

interface Bootstrapping extends AsyncDisposable {
  readonly served: ServedApp;
  ask(headers?: Record<string, string>): Promise<Response>;
}

async function start(options?: ClientInitializeHandlerOptions, status = 200): Promise<Bootstrapping> {
  const recorder = await startRecorder({ status });
  const statsig = statsigOf(recorder.apiURL, { initTimeoutMs: 500 });
  const user = (req: express.Request) => ({ userID: req.get('x-user-id') ?? 'ada' });
  const app = express().use(statsigMiddleware({ statsig, user }));
  app.get('/bootstrap', clientInitializeHandler(options));
  const served = await serve(app);
  return {
    served,
    ask: (headers = {}) => fetch(`${served.url}/bootstrap`, { headers }),
    async [Symbol.asyncDispose]() {
      await served[Symbol.asyncDispose]();
      await statsig[Symbol.asyncDispose]();
      await recorder[Symbol.asyncDispose]();
    },
  };
}

describe('clientInitializeHandler', () => {
  it("answers with the request's user and its gates, for this client alone", async () => {
    await using app = await start({ hash: 'none' });
    const response = await app.ask({ 'x-user-id': 'bob' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(await response.json()).toMatchObject({
      has_updates: true,
      user: { userID: 'bob' },
      feature_gates: { open: { value: true }, closed: { value: false } },
    });
  });

  it('hashes names unless it is told not to', async () => {
    await using app = await start();
    const { hash_used, feature_gates } = (await (await app.ask()).json()) as Record<string, object>;
    expect(hash_used).toBe('djb2');
    expect(feature_gates).not.toHaveProperty('open');
  });

  it('answers 304 to who has the same already, and in full to another user', async () => {
    await using app = await start();
    const etag = (await app.ask()).headers.get('etag') ?? '';
    expect((await app.ask({ 'if-none-match': etag })).status).toBe(304);
    expect((await app.ask({ 'if-none-match': etag, 'x-user-id': 'bob' })).status).toBe(200);
  });

  it('answers 503 as long as there are no specs', async () => {
    await using app = await start({}, 500);
    const response = await app.ask();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
  });
});
