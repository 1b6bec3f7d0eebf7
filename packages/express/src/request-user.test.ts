import type { StatsigUser } from '@acme/statsig-node';
import express, { type Request } from 'express';
import { describe, expect, it } from 'vitest';
import { serve } from './app.test-support.ts';
import { userOfRequest } from './index.ts';

async function userOf(headers: Record<string, string>, signedIn?: unknown): Promise<StatsigUser> {
  const app = express()
    .use((req: Request & { user?: unknown }, _res, next) => {
      if (signedIn !== undefined) req.user = signedIn;
      next();
    })
    .use((req, res) => void res.json(userOfRequest(req)));
  await using served = await serve(app);
  return JSON.parse((await served.ask('/', { headers })).text) as StatsigUser;
}

describe('userOfRequest', () => {
  it('says what Express knows about a visitor', async () => {
    const headers = {
      'user-agent': 'Firefox',
      'accept-language': 'en-NZ,en;q=0.8',
      cookie: 'statsig_stable_id=s-1',
    };
    expect(await userOf(headers)).toEqual({
      customIDs: { stableID: 's-1' },
      ip: '127.0.0.1',
      userAgent: 'Firefox',
      locale: 'en-NZ',
    });
  });

  it.each([
    // req.user           userID
    [{ id: 'ada' }, 'ada'],
    [{ id: 7 }, 7],
    [{ id: { a: 1 } }, undefined],
    [{ name: 'ada' }, undefined],
    [null, undefined],
    ['ada', undefined],
  ])('takes from req.user %j the userID %j', async (signedIn, userID) => {
    expect((await userOf({}, signedIn)).userID).toBe(userID);
  });

  it.each([
    // accept-language     locale
    ['de', 'de'],
    ['zh-Hant-TW, zh;q=0.5', 'zh-Hant-TW'],
    ['*', undefined],
    [';q=1', undefined],
  ])('takes from accept-language %j the locale %j', async (acceptLanguage, locale) => {
    expect((await userOf({ 'accept-language': acceptLanguage })).locale).toBe(locale);
  });
});
