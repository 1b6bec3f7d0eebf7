import type { StatsigUser } from '@acme/statsig-node';
import express, { type Request } from 'express';
import { describe, expect, it } from 'vitest';
import { serve } from './app.test-support.ts';
import { userOfRequest } from './index.ts';

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
