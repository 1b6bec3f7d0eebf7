import { describe, expect, it } from 'vitest';
import { type HttpRequest, userOfRequest } from './index.ts';

describe('userOfRequest', () => {
  it.each<[string, Partial<HttpRequest>, object]>([
    ['the ID of whom authentication found', { user: { id: 'ada' } }, { userID: 'ada' }],
    ['a number as an ID', { user: { id: 7 } }, { userID: 7 }],
    ['no ID of another type', { user: { id: { oid: 7 } } }, { userID: undefined }],
    ['no ID of a user that is only a name', { user: 'ada' }, { userID: undefined }],
    ['no ID of nobody', { user: null }, { userID: undefined }],
    ['the address', { ip: '203.0.113.7' }, { ip: '203.0.113.7' }],
    ['the browser', { headers: { 'user-agent': 'Browser/1' } }, { userAgent: 'Browser/1' }],
    ['the preferred language', { headers: { 'accept-language': 'en-NZ,en;q=0.8' } }, { locale: 'en-NZ' }],
    ['no language of one that takes any', { headers: { 'accept-language': '*' } }, { locale: undefined }],
    [
      'the stable ID',
      { headers: { cookie: 'a=b; statsig_stable_id=s1' } },
      { customIDs: { stableID: 's1' } },
    ],
    [
      'a quoted stable ID',
      { headers: { cookie: 'statsig_stable_id="s%201"' } },
      { customIDs: { stableID: 's 1' } },
    ],
    [
      'a stable ID that does not decode',
      { headers: { cookie: 'statsig_stable_id=100%' } },
      { customIDs: { stableID: '100%' } },
    ],
    [
      'the first of two stable IDs',
      { headers: { cookie: 'statsig_stable_id=1; statsig_stable_id=2' } },
      { customIDs: { stableID: '1' } },
    ],
    ['no empty stable ID', { headers: { cookie: 'statsig_stable_id=; a=b' } }, { customIDs: undefined }],
    [
      'no stable ID of a longer name',
      { headers: { cookie: 'my_statsig_stable_id=s1' } },
      { customIDs: undefined },
    ],
  ])('takes %s', (_, request, user) => {
    expect(userOfRequest({ headers: {}, ...request })).toMatchObject(user);
  });
});
