import type { StatsigUser } from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import { createStatsig } from '../create-statsig.ts';
import { specsPayload } from '../specs.test-support.ts';
import type { HttpRequest } from './http-request.ts';
import { userOfRequest } from './user-of-request.ts';

const cookie = 'a=b; statsig_stable_id=s-1';

describe('userOfRequest', () => {
  it.each<[string, Partial<HttpRequest>, StatsigUser]>([
    // what                                        request                                    user
    ['the ID of whom authentication found', { user: { id: 'ada' } }, { userID: 'ada' }],
    ['a number as an ID', { user: { id: 7 } }, { userID: 7 }],
    ['the anonymous ID of nobody', {}, { userID: '' }],
    ['the anonymous ID of who is null', { user: null }, { userID: '' }],
    ['the anonymous ID of a mere name', { user: 'ada' }, { userID: '' }],
    ['the anonymous ID of an ID of another type', { user: { id: { oid: 7 } } }, { userID: '' }],
    ['the anonymous ID of a user without one', { user: { name: 'ada' } }, { userID: '' }],
    ['the stable ID', { headers: { cookie } }, { userID: undefined, customIDs: { stableID: 's-1' } }],
    [
      'both IDs',
      { headers: { cookie }, user: { id: 'ada' } },
      { userID: 'ada', customIDs: { stableID: 's-1' } },
    ],
    [
      'no empty stable ID',
      { headers: { cookie: 'statsig_stable_id=' } },
      { userID: '', customIDs: undefined },
    ],
    ['the address', { ip: '203.0.113.7' }, { ip: '203.0.113.7' }],
    ['the browser', { headers: { 'user-agent': 'Browser/1' } }, { userAgent: 'Browser/1' }],
    ['the preferred language', { headers: { 'accept-language': 'en-NZ,en;q=0.8' } }, { locale: 'en-NZ' }],
    ['a language alone', { headers: { 'accept-language': 'de' } }, { locale: 'de' }],
    [
      'a language with its script',
      { headers: { 'accept-language': 'zh-Hant-TW, zh;q=0.5' } },
      { locale: 'zh-Hant-TW' },
    ],
    ['no language of one that takes any', { headers: { 'accept-language': '*' } }, { locale: undefined }],
    ['no language of a mere weight', { headers: { 'accept-language': ';q=1' } }, { locale: undefined }],
  ])('takes %s', (_, request, user) => {
    expect(userOfRequest({ headers: {}, ...request })).toMatchObject(user);
  });

  it.each<[string, HttpRequest]>([
    ['an anonymous visitor', { headers: {} }],
    ['a visitor with a stable ID', { headers: { cookie } }],
    ['whoever is signed in', { headers: {}, user: { id: 'ada' } }],
  ])('makes of %s a user who can be evaluated', async (_, request) => {
    const specs = { bootstrap: specsPayload({ gates: { open: true } }) };
    await using statsig = createStatsig({ offline: true, specs });
    await statsig.initialize();
    expect(statsig.getFeatureGate(userOfRequest(request), 'open')).toMatchObject({
      value: true,
      details: { reason: 'Recognized' },
    });
  });
});
