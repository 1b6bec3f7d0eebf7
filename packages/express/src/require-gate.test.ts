import { startRecorder } from '@acme/adapter-testing';
import express, { type Request, type Response } from 'express';
import { describe, expect, it } from 'vitest';
import { type Answer, serve, statsigOf } from './app.test-support.ts';
import { type GateRequirement, type RequireGateOptions, requireGate, statsigMiddleware } from './index.ts';

async function answer(gates: string | GateRequirement, options?: RequireGateOptions): Promise<Answer> {
  await using recorder = await startRecorder();
  await using statsig = statsigOf(recorder.apiURL);
  const app = express().use(statsigMiddleware({ statsig, user: () => ({ userID: 'ada' }) }));
  app.get('/page', requireGate(gates, options), (_req, res) => void res.send('the page'));
  app.use((_req, res) => void res.send('another route'));
  app.use((error: Error, _req: Request, res: Response, _next: express.NextFunction) => {
    res.status(500).send(error.message);
  });
  await using served = await serve(app);
  return await served.ask('/page');
}

describe('requireGate', () => {
  it.each([
    // gates                                                  status
    ['open', 200],
    ['closed', 404],
    ['unknown', 404],
    [{ any: ['closed', 'open'], none: ['unknown'] }, 200],
    [{ all: ['open', 'closed'] }, 404],
  ])('answers for %j with %i', async (gates, status) => {
    expect((await answer(gates)).status).toBe(status);
  });

  it.each([
    // what                options                                                                  answer
    ['a status', { status: 403 }, { status: 403, text: 'Forbidden' }],
    ['an answer of its own', { onFail: (_, res) => void res.send('sorry') }, { status: 200, text: 'sorry' }],
    [
      'another route',
      { onFail: (_req, _res, next) => next('route') },
      { status: 200, text: 'another route' },
    ],
    ['a rejection', { onFail: () => Promise.reject(new Error('broken')) }, { status: 500, text: 'broken' }],
  ] satisfies [string, RequireGateOptions, Answer][])(
    'answers with %s when told so',
    async (_, options, expected) => {
      expect(await answer('closed', options)).toEqual(expected);
    },
  );

  it('refuses what names no gate', () => {
    expect(() => requireGate({ all: [] })).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTIONS',
        message: expect.stringContaining('requireGate needs'),
      }),
    );
  });
});
