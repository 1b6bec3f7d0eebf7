import { describe, expect, it } from 'vitest';
import type { Lookups } from '../evaluate/context.ts';
import { ask, condition } from '../specs/fixtures.test-support.ts';
import type { StatsigUser } from '../user/user.ts';

const countries = new Map<string | number, string | null>([
  ['1.1.1.1', 'AU'],
  [16_843_009, 'AU'],
  ['10.0.0.1', null],
]);
const lookups: Lookups = { country: (ip) => countries.get(ip) };

describe('ip_based', () => {
  it.each`
    field        | user                                                       | found        | because
    ${'country'} | ${{ country: 'NZ', ip: '1.1.1.1' }}                        | ${'NZ'}      | ${'the user names a country'}
    ${'country'} | ${{ custom: { country: 'NZ' }, ip: '1.1.1.1' }}            | ${'NZ'}      | ${'the user names a country'}
    ${'country'} | ${{ privateAttributes: { country: 'NZ' }, ip: '1.1.1.1' }} | ${'NZ'}      | ${'the user names a country'}
    ${'country'} | ${{ country: '', ip: '1.1.1.1' }}                          | ${''}        | ${'an empty text is a value'}
    ${'country'} | ${{ country: null, ip: '1.1.1.1' }}                        | ${'AU'}      | ${'null is none, so the address is looked up'}
    ${'country'} | ${{ ip: '1.1.1.1' }}                                       | ${'AU'}      | ${'the address is looked up'}
    ${'country'} | ${{ ip: 16_843_009 }}                                      | ${'AU'}      | ${'an address may be a number'}
    ${'country'} | ${{ custom: { ip: '1.1.1.1' } }}                           | ${'AU'}      | ${'an address may be custom'}
    ${'country'} | ${{ privateAttributes: { ip: '1.1.1.1' } }}                | ${'AU'}      | ${'an address may be private'}
    ${'country'} | ${{ ip: '10.0.0.1' }}                                      | ${null}      | ${'the look-up knows that there is none'}
    ${'country'} | ${{ ip: '::1' }}                                           | ${undefined} | ${'the look-up does not know it'}
    ${'country'} | ${{ ip: ['1.1.1.1'] }}                                     | ${undefined} | ${'an array is no address'}
    ${'country'} | ${{}}                                                      | ${undefined} | ${'there is no address'}
    ${'Country'} | ${{ country: 'NZ' }}                                       | ${'NZ'}      | ${'fields are tried in lower case'}
    ${'Country'} | ${{ ip: '1.1.1.1' }}                                       | ${undefined} | ${'only the exact field is looked up'}
    ${'city'}    | ${{ ip: '1.1.1.1' }}                                       | ${undefined} | ${'only the country is looked up'}
    ${'city'}    | ${{ custom: { city: 'Perth' }, ip: '1.1.1.1' }}            | ${'Perth'}   | ${'other fields are as good as any'}
  `(
    'finds $field as $found for $user: $because',
    ({ field, user, found }: { field: string; user: StatsigUser; found: unknown }) => {
      const asked = condition('ip_based', { field, operator: 'eq', targetValue: found });

      expect(ask(asked, { user: { userID: 'ada', ...user }, context: { lookups } }).value).toBe(true);
    },
  );

  it.each([[undefined], [{}], [{ country: undefined }]])('finds no country with the look-ups %j', (none) => {
    const user = { userID: 'ada', ip: '1.1.1.1' };
    const asked = condition('ip_based', { field: 'country', operator: 'eq', targetValue: null });

    expect(ask(asked, { user, context: { lookups: none } }).value).toBe(true);
  });
});
