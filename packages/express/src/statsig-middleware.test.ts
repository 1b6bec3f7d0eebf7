import { once } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { RecordingLogger, sdkKey, startRecorder } from '@acme/adapter-testing';
import express, { type Request } from 'express';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { serve, statsigOf } from './app.test-support.ts';
import { setRequestUser, statsigMiddleware, tryCurrentStatsig } from './index.ts';

afterEach(() => void vi.unstubAllEnvs());

const userFromHeader = (request: Request) => ({ userID: request.get('x-user-id') ?? 'nobody' });
const ada = { headers: { 'x-user-id': 'ada' } };

describe('statsigMiddleware', () => {
  it('works without arguments, from environment variables', async () => {
    await using recorder = await startRecorder();
    vi.stubEnv('STATSIG_SECRET_KEY', sdkKey);
    vi.stubEnv('STATSIG_API_URL', recorder.apiURL);
    const app = express().use(statsigMiddleware());
    app.get('/', (req, res) => void res.json(req.statsig.checkGate('open')));
    const served = await serve(app);

    // Nobody is signed in, and one of them has no cookie either.
    expect((await served.ask('/')).text).toBe('true');
    const cookie = { headers: { cookie: 'statsig_stable_id=s-1' } };
    expect((await served.ask('/', cookie)).text).toBe('true');

    await served[Symbol.asyncDispose]();
    await recorder.received(2);
  });

  it('says which variable is missing when there is no key', () => {
    vi.stubEnv('STATSIG_SECRET_KEY', '');
    expect(() => statsigMiddleware()).toThrow(/STATSIG_SECRET_KEY/);
  });

  it('holds requests until there are specs', async () => {
    const release = new AbortController();
    await using recorder = await startRecorder({ specsReady: once(release.signal, 'abort') });
    await using statsig = statsigOf(recorder.apiURL);
    const reached: string[] = [];
    const app = express()
      .use((req, _res, next) => {
        reached.push(req.path);
        if (reached.length === 2) release.abort();
        next();
      })
      .use(statsigMiddleware({ statsig, user: userFromHeader }))
      .use((req, res) => void res.json(req.statsig.checkGate('open')));
    await using served = await serve(app);

    const answers = await Promise.all([served.ask('/1'), served.ask('/2')]);
    expect(answers.map(({ text }) => text)).toEqual(['true', 'true']);
  });

  it('serves requests with defaults when the start fails', async () => {
    await using recorder = await startRecorder({ status: 500 });
    const { apiURL } = recorder;
    const logger = new RecordingLogger();
    const app = express().use(statsigMiddleware({ sdkKey, apiURL, logger, initTimeoutMs: 500 }));
    app.get('/', (req, res) => void res.json(req.statsig.getFeatureGate('open').details.reason));
    await using served = await serve(app);

    expect(await served.ask('/')).toEqual({ status: 200, text: '"Uninitialized"' });
  });

  it('finds the user when the first flag is read, and only then, and once', async () => {
    await using recorder = await startRecorder();
    await using statsig = statsigOf(recorder.apiURL);
    const calls: string[] = [];
    const user = (request: Request & { session?: string }) => {
      calls.push(request.path);
      return { userID: request.session, custom: { staff: request.session === 'ada' ? 'yes' : 'no' } };
    };
    const app = express().use(statsigMiddleware({ statsig, user }));
    app.use((req: Request & { session?: string }, _res, next) => {
      req.session = req.get('x-user-id') ?? '';
      next();
    });
    app.get('/flags', (req, res) => {
      const answers = ['staff_only', 'open', 'staff_only'].map((name) => req.statsig.checkGate(name));
      res.json([...answers, tryCurrentStatsig() === req.statsig]);
    });
    app.get('/none', (_req, res) => void res.json('no flags'));
    await using served = await serve(app);

    expect((await served.ask('/flags', ada)).text).toBe('[true,true,true,true]');
    expect((await served.ask('/none', ada)).text).toBe('"no flags"');
    expect(calls).toEqual(['/flags']);
  });

  it('lets the route change the user', async () => {
    await using recorder = await startRecorder();
    await using statsig = statsigOf(recorder.apiURL);
    const app = express().use(statsigMiddleware({ statsig, user: userFromHeader }));
    app.post('/login', (req, res) => {
      const before = req.statsig.checkGate('staff_only');
      setRequestUser({ userID: 'ada', custom: { staff: 'yes' } });
      res.json([before, req.statsig.checkGate('staff_only')]);
    });
    await using served = await serve(app);

    expect((await served.ask('/login', { method: 'POST' })).text).toBe('[false,true]');
  });

  it.each([
    // what               user                                             warning
    ['throws', () => JSON.parse('{'), /user of statsigMiddleware threw "Expected property name/],
    ['returns nothing', () => undefined, /user of statsigMiddleware returned no user/],
    [
      'rejects',
      () => Promise.reject(new Error('no session')),
      /user of statsigMiddleware returned a promise/,
    ],
  ])('goes on as the anonymous user, and warns once, when the user function %s', async (_, user, warning) => {
    await using recorder = await startRecorder();
    await using statsig = statsigOf(recorder.apiURL);
    const logger = new RecordingLogger();
    const app = express().use(statsigMiddleware({ statsig, logger, user: user as () => object }));
    app.get('/', (req, res) => void res.json(req.statsig.checkGate('open')));
    await using served = await serve(app);

    for (const path of ['/', '/']) expect(await served.ask(path)).toEqual({ status: 200, text: 'true' });
    expect(logger.lines).toEqual([expect.stringMatching(warning)]);
  });

  it('serves requests that came through no server', async () => {
    await using recorder = await startRecorder();
    await using statsig = statsigOf(recorder.apiURL);
    const app = express().use(statsigMiddleware({ statsig, user: () => ({ userID: 'ada' }) }));
    const served = new Promise((resolve) => {
      app.use((req) => resolve(req.statsig.checkGate('open')));
    });
    const request = Object.assign(Object.create(IncomingMessage.prototype), {
      method: 'GET',
      url: '/',
      headers: {},
    });
    app(request, new ServerResponse(request));
    expect(await served).toBe(true);
  });

  it('names the remedy where it was not mounted before the route', async () => {
    await using recorder = await startRecorder();
    await using statsig = statsigOf(recorder.apiURL);
    const errors: unknown[] = [];
    const app = express();
    app.get('/early', (req, res) => void res.json(req.statsig.checkGate('open')));
    app.use(statsigMiddleware({ statsig }));
    app.use((error: unknown, _req: Request, res: express.Response, _next: express.NextFunction) => {
      errors.push(error);
      res.sendStatus(500);
    });
    await using served = await serve(app);

    expect((await served.ask('/early')).status).toBe(500);
    expect(errors).toMatchObject([
      { code: 'NO_REQUEST_SCOPE', message: expect.stringContaining('mount statsigMiddleware() before') },
    ]);
  });

  it.each([
    // what                              options                            message
    ['a user that is no function', { user: {} }, /option user must be a function/],
    ['a negative deadline', { deadlineMs: -1 }, /deadlineMs must be a number of milliseconds/],
    ['an SDK object by position', { forUser: () => ({}) }, /statsigMiddleware\(\{ statsig \}\)/],
    [
      'an SDK object with SDK options',
      { statsig: {}, apiURL: 'x', sdkKey },
      /give apiURL, sdkKey to createStatsig/,
    ],
  ])('refuses %s', (_, options, message) => {
    expect(() => statsigMiddleware(options as object)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTIONS', message: expect.stringMatching(message) }),
    );
  });
});
