import { startRecorder } from '@acme/adapter-testing';
import type { StatsigUser } from '@acme/statsig-node';
import express, { type Request } from 'express';
import { describe, expect, it } from 'vitest';
import { serve, statsigOf } from './app.test-support.ts';
import { stableIDOf, statsigMiddleware, userOfRequest } from './index.ts';

async function userOf(headers: Record<string, string>, signedIn?: object): Promise<StatsigUser> {
  const app = express()
    .set('trust proxy', 'loopback')
    .use((req: Request & { user?: unknown }, _res, next) => {
      if (signedIn !== undefined) req.user = signedIn;
      next();
    })
    .use((req, res) => void res.json(userOfRequest(req)));
  await using served = await serve(app);
  return JSON.parse((await served.ask('/', { headers })).text) as StatsigUser;
}

describe('the default user', () => {
  it('is what Express knows about a visitor', async () => {
    const headers = {
      'user-agent': 'Firefox',
      'accept-language': 'en-NZ,en;q=0.8',
      cookie: 'statsig_stable_id=s-1',
      'x-forwarded-for': '203.0.113.7',
    };
    expect(await userOf(headers)).toEqual({
      customIDs: { stableID: 's-1' },
      ip: '203.0.113.7',
      userAgent: 'Firefox',
      locale: 'en-NZ',
    });
  });

  it('has the ID of whom authentication found', async () => {
    expect(await userOf({}, { id: 'ada' })).toMatchObject({ userID: 'ada' });
  });

  it('is anonymous when nothing tells who it is', async () => {
    expect(await userOf({})).toMatchObject({ userID: '', ip: '127.0.0.1' });
  });
});

describe('a visitor without a stable ID', () => {
  it('gets one when the app says so, is evaluated by it at once, and keeps it', async () => {
    await using recorder = await startRecorder();
    await using statsig = statsigOf(recorder.apiURL);
    const app = express().use(statsigMiddleware({ statsig, cookie: { name: 'visitor', maxAgeDays: 30 } }));
    app.get('/', (req, res) => {
      req.statsig.logEvent('visited');
      res.send(stableIDOf(req));
    });
    await using served = await serve(app);

    const first = await fetch(served.url);
    const id = await first.text();
    expect(first.headers.getSetCookie()).toEqual([
      `visitor=${id}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax`,
    ]);
    const second = await fetch(served.url, { headers: { cookie: `visitor=${id}` } });
    expect(second.headers.getSetCookie()).toEqual([]);
    expect(await second.text()).toBe(id);
    await recorder.received(2);
    expect(recorder.named('visited').map(({ user }) => user['customIDs'])).toEqual([
      { stableID: id },
      { stableID: id },
    ]);
  });
});
