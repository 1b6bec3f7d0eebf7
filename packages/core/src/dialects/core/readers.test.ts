import { describe, expect, it } from 'vitest';
import { askCore } from '../../specs/core-fixtures.test-support.ts';
import { condition, type Json } from '../../specs/fixtures.test-support.ts';
import type { StatsigUser } from '../../user/user.ts';

/** Whether a condition finds this value; undefined for none. */
function finds(
  type: string,
  field: unknown,
  { found, ...asked }: { found: unknown; user: StatsigUser; context?: Json; fields?: Json },
): boolean {
  const { user, context = {}, fields = {} } = asked;
  const comparison =
    found === undefined
      ? { operator: 'eq', targetValue: null }
      : { operator: 'any_case_sensitive', targetValue: [found] };
  return askCore(condition(type, { field, ...comparison }), { user, context, project: { fields } }).value;
}

describe('user_field of a v2 payload', () => {
  it.each`
    field            | user                                                            | found        | because
    ${'email'}       | ${{ email: 'top', custom: { email: 'custom' } }}                | ${'top'}     | ${'the user comes before custom'}
    ${'email'}       | ${{ email: '', custom: { email: 'custom' } }}                   | ${'custom'}  | ${'an empty property is none'}
    ${'email'}       | ${{ email: null, custom: { email: 'custom' } }}                 | ${'custom'}  | ${'null is none'}
    ${'EMAIL'}       | ${{ email: 'top' }}                                             | ${'top'}     | ${'case is ignored for properties'}
    ${'Country'}     | ${{ country: 'NZ' }}                                            | ${'NZ'}      | ${'case is ignored for properties'}
    ${'IP'}          | ${{ ip: '1.2.3.4' }}                                            | ${'1.2.3.4'} | ${'case is ignored for properties'}
    ${'Locale'}      | ${{ locale: 'en' }}                                             | ${'en'}      | ${'case is ignored for properties'}
    ${'userid'}      | ${{ userID: 'ada' }}                                            | ${'ada'}     | ${'case is ignored for properties'}
    ${'AppVersion'}  | ${{ appVersion: '1' }}                                          | ${'1'}       | ${'case is ignored for properties'}
    ${'useragent'}   | ${{ userAgent: 'ua' }}                                          | ${'ua'}      | ${'case is ignored for properties'}
    ${'user_id'}     | ${{ userID: 'ada' }}                                            | ${'ada'}     | ${'it is another name'}
    ${'USER_ID'}     | ${{ userID: 'ada' }}                                            | ${'ada'}     | ${'it is another name in any case'}
    ${'app_version'} | ${{ appVersion: '1' }}                                          | ${'1'}       | ${'it is another name'}
    ${'user_agent'}  | ${{ userAgent: 'ua' }}                                          | ${'ua'}      | ${'it is another name'}
    ${'user_id'}     | ${{ userID: 'ada', custom: { user_id: 'custom' } }}             | ${'custom'}  | ${'other names come last'}
    ${'plan'}        | ${{ custom: { plan: 'c' }, privateAttributes: { plan: 'p' } }}  | ${'c'}       | ${'custom comes before private'}
    ${'plan'}        | ${{ privateAttributes: { plan: 'p' } }}                         | ${'p'}       | ${'private attributes count'}
    ${'plan'}        | ${{ custom: { plan: '' }, privateAttributes: { plan: 'p' } }}   | ${''}        | ${'an empty attribute is one'}
    ${'plan'}        | ${{ custom: { plan: null }, privateAttributes: { plan: 'p' } }} | ${undefined} | ${'so is null'}
    ${'Plan'}        | ${{ custom: { plan: 'c' }, privateAttributes: { Plan: 'p' } }}  | ${'c'}       | ${'lower case in custom comes before private'}
    ${'Plan'}        | ${{ custom: { Plan: 'exact', plan: 'lower' } }}                 | ${'exact'}   | ${'the exact name comes first'}
    ${'plan'}        | ${{ custom: { Plan: 'c' } }}                                    | ${undefined} | ${'case counts for attributes'}
    ${'stableID'}    | ${{ customIDs: { stableID: 's' } }}                             | ${undefined} | ${'custom IDs are no attributes'}
    ${'custom'}      | ${{ custom: { a: 1 } }}                                         | ${undefined} | ${'it is no attribute itself'}
    ${'plan'}        | ${{ plan: 'top' }}                                              | ${undefined} | ${'users have no other properties'}
    ${'a.b'}         | ${{ custom: { a: { b: 'c' } } }}                                | ${undefined} | ${'there are no paths'}
    ${'toString'}    | ${{ custom: {} }}                                               | ${undefined} | ${'only own attributes count'}
    ${'__proto__'}   | ${{ custom: {} }}                                               | ${undefined} | ${'only own attributes count'}
    ${null}          | ${{ custom: { null: 'c' } }}                                    | ${undefined} | ${'there is no name'}
  `(
    'finds $found as $field of $user: $because',
    ({ field, user, found }: { field: unknown; user: StatsigUser; found: unknown }) => {
      expect(finds('user_field', field, { found, user })).toBe(true);
    },
  );
});

describe('unit_id of a v2 payload', () => {
  const user = {
    userID: 'ada',
    customIDs: { companyID: 'acme', workspaceid: 'w1', SEAT: 's', userID: 'never', size: 1e21 },
  };

  it.each`
    idType           | unit                    | because
    ${'userID'}      | ${'ada'}                | ${'it is the user ID'}
    ${'USERID'}      | ${'ada'}                | ${'the case of userID is ignored'}
    ${'companyID'}   | ${'acme'}               | ${'it is a custom ID'}
    ${'companyid'}   | ${undefined}            | ${'case counts'}
    ${'workspaceID'} | ${'w1'}                 | ${'it is also found in lower case'}
    ${'COMPANYID'}   | ${undefined}            | ${'only lower case is tried'}
    ${'seat'}        | ${undefined}            | ${'only lower case is tried'}
    ${'size'}        | ${`1${'0'.repeat(21)}`} | ${'a number has a text without exponent'}
    ${'stableID'}    | ${undefined}            | ${'the user has none'}
    ${'toString'}    | ${undefined}            | ${'the user has none'}
  `('finds $unit as $idType: $because', ({ idType, unit }: { idType: string; unit: string | undefined }) => {
    const comparison =
      unit === undefined
        ? { operator: 'eq', targetValue: null }
        : { operator: 'any_case_sensitive', targetValue: [unit] };

    expect(askCore(condition('unit_id', { idType, ...comparison }), { user }).value).toBe(true);
  });

  it.each([
    [{}, ''],
    [{ customIDs: { companyID: 'acme' } }, undefined],
    [{ userID: 7 }, '7'],
  ])('finds the user ID of %j as %j', (asked, unit) => {
    const operands = { operator: 'eq', targetValue: unit ?? null };

    expect(askCore(condition('unit_id', operands), { user: asked as StatsigUser }).value).toBe(true);
  });
});

describe('environment_field of a v2 payload', () => {
  it.each`
    field     | user                                        | environment            | fields                                | found        | because
    ${'tier'} | ${{ statsigEnvironment: { tier: 'user' } }} | ${{ tier: 'process' }} | ${{ default_environment: 'default' }} | ${'user'}    | ${'the user comes first'}
    ${'tier'} | ${{}}                                       | ${{ tier: 'process' }} | ${{ default_environment: 'default' }} | ${'process'} | ${'then the process'}
    ${'tier'} | ${{}}                                       | ${undefined}           | ${{ default_environment: 'default' }} | ${'default'} | ${'then the project'}
    ${'tier'} | ${{ statsigEnvironment: { region: 'eu' } }} | ${{ tier: 'process' }} | ${{}}                                 | ${'process'} | ${'each field by itself'}
    ${'tier'} | ${{ statsigEnvironment: { Tier: 'user' } }} | ${{ tier: 'process' }} | ${{}}                                 | ${'process'} | ${'case counts for the user'}
    ${'Tier'} | ${{}}                                       | ${{ tier: 'process' }} | ${{}}                                 | ${'process'} | ${'lower case is tried for the process'}
    ${'tier'} | ${{}}                                       | ${{ TIER: 'process' }} | ${{}}                                 | ${undefined} | ${'other case is not'}
    ${'tier'} | ${{}}                                       | ${undefined}           | ${{}}                                 | ${undefined} | ${'nobody says'}
  `('finds $found as $field: $because', ({ field, user, environment, fields, found }: Environment) => {
    const asked = { found, user: { userID: 'ada', ...user }, fields };

    expect(
      finds(
        'environment_field',
        field,
        environment === undefined ? asked : { ...asked, context: { environment } },
      ),
    ).toBe(true);
  });

  it('is an empty text in a list when nobody says', () => {
    const asked = condition('environment_field', { field: 'tier', operator: 'any', targetValue: [''] });

    expect(askCore(asked).value).toBe(true);
  });
});

describe('ip_based of a v2 payload', () => {
  const lookups = { country: (ip: string | number) => (ip === '8.8.8.8' ? 'US' : null) };

  it.each`
    field        | user                                            | found        | because
    ${'country'} | ${{ ip: '8.8.8.8' }}                            | ${'US'}      | ${'it is looked up'}
    ${'country'} | ${{ ip: '8.8.8.8', country: 'NZ' }}             | ${'NZ'}      | ${'what the user says wins'}
    ${'country'} | ${{ ip: '8.8.8.8', custom: { country: 'NZ' } }} | ${'NZ'}      | ${'what the user says wins'}
    ${'country'} | ${{ custom: { ip: '8.8.8.8' } }}                | ${'US'}      | ${'the address may be an attribute'}
    ${'Country'} | ${{ ip: '8.8.8.8' }}                            | ${undefined} | ${'case counts'}
    ${'country'} | ${{ ip: ' 8.8.8.8' }}                           | ${undefined} | ${'spaces are no part of an address'}
    ${'country'} | ${{ ip: '8.8.8.8:80' }}                         | ${undefined} | ${'a port is no part of an address'}
    ${'country'} | ${{ ip: '::1' }}                                | ${undefined} | ${'it is not IPv4'}
    ${'country'} | ${{}}                                           | ${undefined} | ${'there is no address'}
  `(
    'finds $found as $field of $user: $because',
    ({ field, user, found }: { field: string; user: StatsigUser; found: unknown }) => {
      expect(finds('ip_based', field, { found, user, context: { lookups } })).toBe(true);
    },
  );
});

describe('ua_based of a v2 payload', () => {
  const known = { osName: 'Linux', osVersion: null, browserName: undefined, browserVersion: '5.1' };
  const lookups = { userAgent: (text: string) => (text === 'known' ? known : null) };

  it.each`
    field                | user                                                     | found        | because
    ${'os_name'}         | ${{ userAgent: 'known' }}                                | ${'Linux'}   | ${'the look-up knows'}
    ${'OSName'}          | ${{ userAgent: 'known' }}                                | ${'Linux'}   | ${'it has another name, in any case'}
    ${'os_version'}      | ${{ userAgent: 'known' }}                                | ${'0.0.0'}   | ${'an unknown version is zero'}
    ${'browser_name'}    | ${{ userAgent: 'known' }}                                | ${'Other'}   | ${'an unknown name is Other'}
    ${'browser_version'} | ${{ userAgent: 'known' }}                                | ${'5.1'}     | ${'the look-up knows'}
    ${'browserversion'}  | ${{ userAgent: 'unknown' }}                              | ${'0.0.0'}   | ${'an unknown version is zero'}
    ${'browser_name'}    | ${{ userAgent: 'known', custom: { browser_name: 'x' } }} | ${'x'}       | ${'what the user says wins'}
    ${'browser_name'}    | ${{}}                                                    | ${undefined} | ${'there is no user agent'}
    ${'browser_name'}    | ${{ userAgent: 'k'.repeat(1_001) }}                      | ${undefined} | ${'it is too long for one'}
    ${'device'}          | ${{ userAgent: 'known' }}                                | ${undefined} | ${'it is no detail'}
  `(
    'finds $found as $field: $because',
    ({ field, user, found }: { field: string; user: StatsigUser; found: unknown }) => {
      expect(finds('ua_based', field, { found, user, context: { lookups } })).toBe(true);
    },
  );
});

interface Environment {
  readonly field: string;
  readonly user: StatsigUser;
  readonly environment: Json | undefined;
  readonly fields: Json;
  readonly found: unknown;
}
