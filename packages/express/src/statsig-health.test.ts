import { startRecorder } from '@acme/adapter-testing';
import { createTestStatsig } from '@acme/statsig-testing';
import express, { type Request, type Response } from 'express';
import { describe, expect, it } from 'vitest';
import { serve, statsigOf } from './app.test-support.ts';
import { statsigHealth, statsigMiddleware } from './index.ts';

describe('statsigHealth', () => {
  it('answers 200 when there are specs, and says what there is', async () => {
    await using statsig = await createTestStatsig({ gates: { open: true } });
    const app = express().use(statsigMiddleware({ statsig, user: () => ({ userID: 'ada' }) }));
    app.get('/ready', statsigHealth());
    await using served = await serve(app);
    const { status, text } = await served.ask('/ready');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      isHealthy: true,
      source: 'Bootstrap',
      lcut: 1,
      specsAgeMs: expect.any(Number),
      pendingEvents: 0,
      lastError: null,
    });
  });

  it('answers 503 without specs, and names the error by its code', async () => {
    await using recorder = await startRecorder({ status: 500 });
    await using statsig = statsigOf(recorder.apiURL, { initTimeoutMs: 500 });
    const app = express().use(statsigMiddleware({ statsig }));
    app.get('/ready', statsigHealth());
    await using served = await serve(app);
    const { status, text } = await served.ask('/ready');
    expect(status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ isHealthy: false, source: null, lastError: 'NETWORK' });
  });

  it('answers 503 when the specs are older than they may be', async () => {
    let now = 1_000_000;
    const clock = { now: () => now, random: () => 0, sleep: () => new Promise<void>(() => undefined) };
    await using statsig = await createTestStatsig({ gates: { open: true }, clock });
    const app = express().use(statsigMiddleware({ statsig, flushAtShutdown: false }));
    app.get('/ready', statsigHealth({ maxSpecsAgeMs: 60_000 }));
    await using served = await serve(app);
    now += 60_000;
    expect((await served.ask('/ready')).status).toBe(200);
    now += 1;
    expect((await served.ask('/ready')).status).toBe(503);
  });

  it('says what to mount where the middleware is missing', async () => {
    const app = express().get('/ready', statsigHealth());
    app.use((error: Error, _req: Request, res: Response, _next: express.NextFunction) => {
      res.status(500).send(error.message);
    });
    await using served = await serve(app);
    expect((await served.ask('/ready')).text).toContain('Mount statsigMiddleware() before');
  });

  it.each([0, -1, Number.NaN])('refuses a maxSpecsAgeMs of %d', (maxSpecsAgeMs) => {
    expect(() => statsigHealth({ maxSpecsAgeMs })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTIONS' }),
    );
  });
});
