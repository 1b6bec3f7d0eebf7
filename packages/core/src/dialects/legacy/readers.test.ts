import { describe, expect, it } from 'vitest';
import { ask, condition, type Json } from '../../specs/fixtures.test-support.ts';
import type { StatsigUser } from '../../user/user.ts';

describe('unit_id of a v1 payload', () => {
  const user = {
    userID: 'ada',
    customIDs: { companyID: 'acme', WorkspaceID: 'w1', seat: 7, userID: 'never', '': 'nameless' },
  };

  it.each`
    idType           | operator                | target          | because
    ${'userID'}      | ${'any_case_sensitive'} | ${['ada']}      | ${'it is the user ID'}
    ${'USERID'}      | ${'any_case_sensitive'} | ${['ada']}      | ${'the case of userID is ignored'}
    ${undefined}     | ${'any_case_sensitive'} | ${['ada']}      | ${'without ID type it is the user ID'}
    ${null}          | ${'any_case_sensitive'} | ${['ada']}      | ${'without ID type it is the user ID'}
    ${'companyID'}   | ${'any_case_sensitive'} | ${['acme']}     | ${'it is a custom ID'}
    ${'companyid'}   | ${'any_case_sensitive'} | ${['acme']}     | ${'the case of custom IDs is ignored'}
    ${'COMPANYID'}   | ${'any_case_sensitive'} | ${['acme']}     | ${'the case of custom IDs is ignored'}
    ${'workspaceID'} | ${'any_case_sensitive'} | ${['w1']}       | ${'the case of custom IDs is ignored'}
    ${'seat'}        | ${'eq'}                 | ${7}            | ${'it is compared as it is given'}
    ${''}            | ${'any_case_sensitive'} | ${['nameless']} | ${'a custom ID may have no name'}
    ${'stableID'}    | ${'eq'}                 | ${null}         | ${'the user has none'}
    ${'stableID'}    | ${'none'}               | ${['']}         | ${'a missing one is no empty text'}
    ${'toString'}    | ${'eq'}                 | ${null}         | ${'the user has none'}
    ${'__proto__'}   | ${'eq'}                 | ${null}         | ${'the user has none'}
  `(
    'finds $idType ($operator $target): $because',
    (fields: Record<'idType' | 'operator' | 'target', unknown>) => {
      const { idType, operator, target } = fields;

      expect(ask(condition('unit_id', { idType, operator, targetValue: target }), { user }).value).toBe(true);
    },
  );

  it.each`
    customIDs                         | unit         | because
    ${{ ID: 'upper', id: 'lower' }}   | ${'lower'}   | ${'the exact name wins'}
    ${{ ID: 'upper', Id: 'mixed' }}   | ${'upper'}   | ${'otherwise the first in any case does'}
    ${{ ID: 'upper', id: null }}      | ${null}      | ${'an exact name wins although it holds nothing'}
    ${{ ID: 'upper', id: undefined }} | ${'upper'}   | ${'undefined is no value'}
    ${null}                           | ${undefined} | ${'there are none'}
  `(
    'finds id as $unit in $customIDs: $because',
    ({ customIDs, unit }: { customIDs: StatsigUser['customIDs']; unit: unknown }) => {
      const asked = condition('unit_id', { idType: 'id', operator: 'eq', targetValue: unit });

      expect(ask(asked, { user: { userID: 'ada', customIDs } }).value).toBe(true);
    },
  );
});

describe('user_field of a v1 payload', () => {
  it.each`
    field            | user                                                            | found         | because
    ${'email'}       | ${{ email: 'top', custom: { email: 'custom' } }}                | ${'top'}      | ${'the user comes before custom'}
    ${'email'}       | ${{ email: '', custom: { email: 'custom' } }}                   | ${''}         | ${'an empty text is a value'}
    ${'email'}       | ${{ email: null, custom: { email: 'custom' } }}                 | ${'custom'}   | ${'null is none'}
    ${'plan'}        | ${{ custom: { plan: 'c' }, privateAttributes: { plan: 'p' } }}  | ${'c'}        | ${'custom comes before private'}
    ${'plan'}        | ${{ custom: { plan: null }, privateAttributes: { plan: 'p' } }} | ${'p'}        | ${'null is none'}
    ${'plan'}        | ${{ custom: { plan: '' }, privateAttributes: { plan: 'p' } }}   | ${''}         | ${'an empty text is a value'}
    ${'plan'}        | ${{ custom: { plan: 0 }, privateAttributes: { plan: 'p' } }}    | ${0}          | ${'zero is a value'}
    ${'plan'}        | ${{ custom: { plan: false } }}                                  | ${false}      | ${'false is a value'}
    ${'plan'}        | ${{ privateAttributes: { plan: 'p' } }}                         | ${'p'}        | ${'private attributes are searched'}
    ${'plan'}        | ${{ custom: null, privateAttributes: null }}                    | ${undefined}  | ${'there are none'}
    ${'Plan'}        | ${{ custom: { Plan: 'exact', plan: 'lower' } }}                 | ${'exact'}    | ${'the exact name comes first'}
    ${'Plan'}        | ${{ custom: { plan: 'lower' } }}                                | ${'lower'}    | ${'then the name in lower case'}
    ${'Plan'}        | ${{ custom: { plan: 'c' }, privateAttributes: { Plan: 'p' } }}  | ${'c'}        | ${'custom in lower case comes before private'}
    ${'plan'}        | ${{ custom: { Plan: 'other' } }}                                | ${undefined}  | ${'no other spelling is tried'}
    ${'EMAIL'}       | ${{ email: 'top' }}                                             | ${'top'}      | ${'the name is tried in lower case'}
    ${'Country'}     | ${{ country: 'NZ' }}                                            | ${'NZ'}       | ${'the name is tried in lower case'}
    ${'IP'}          | ${{ ip: '1.2.3.4' }}                                            | ${'1.2.3.4'}  | ${'the name is tried in lower case'}
    ${'userID'}      | ${{}}                                                           | ${'ada'}      | ${'it is spelled so'}
    ${'userid'}      | ${{}}                                                           | ${undefined}  | ${'no other spelling is tried'}
    ${'UserID'}      | ${{}}                                                           | ${undefined}  | ${'no other spelling is tried'}
    ${'user_id'}     | ${{}}                                                           | ${undefined}  | ${'there are no other names'}
    ${'appVersion'}  | ${{ appVersion: '1.2' }}                                        | ${'1.2'}      | ${'it is spelled so'}
    ${'appversion'}  | ${{ appVersion: '1.2' }}                                        | ${undefined}  | ${'no other spelling is tried'}
    ${'app_version'} | ${{ appVersion: '1.2' }}                                        | ${undefined}  | ${'there are no other names'}
    ${'useragent'}   | ${{ userAgent: 'curl' }}                                        | ${undefined}  | ${'no other spelling is tried'}
    ${'stableID'}    | ${{ customIDs: { stableID: 's' } }}                             | ${undefined}  | ${'custom IDs are no fields'}
    ${'tenant'}      | ${{ tenant: 't1' }}                                             | ${'t1'}       | ${'every property of the user is a field'}
    ${'a.b'}         | ${{ custom: { a: { b: 1 } } }}                                  | ${undefined}  | ${'there are no paths'}
    ${'a.b'}         | ${{ custom: { 'a.b': 1 } }}                                     | ${1}          | ${'a dot is part of a name'}
    ${''}            | ${{ custom: { '': 'nameless' } }}                               | ${'nameless'} | ${'a field may have no name'}
    ${null}          | ${{ custom: { null: 'text' } }}                                 | ${undefined}  | ${'without field there is nothing'}
    ${'constructor'} | ${{ custom: {}, privateAttributes: {} }}                        | ${undefined}  | ${'what every object has is no field'}
    ${'__proto__'}   | ${{ custom: {}, privateAttributes: {} }}                        | ${undefined}  | ${'what every object has is no field'}
    ${'toString'}    | ${{ custom: { toString: 'own' } }}                              | ${'own'}      | ${'unless the user has it too'}
  `(
    'finds $field as $found in $user: $because',
    ({ field, user, found }: { field: string | null; user: StatsigUser; found: unknown }) => {
      const asked = condition('user_field', { field, operator: 'eq', targetValue: found });
      const other = condition('user_field', { field, operator: 'any', targetValue: [`${String(found)}!`] });

      expect(ask(asked, { user: { userID: 'ada', ...user } }).value).toBe(true);
      expect(ask(other, { user: { userID: 'ada', ...user } }).value).toBe(false);
    },
  );

  it.each(['custom', 'customIDs', 'privateAttributes'])('finds %s as an object', (field) => {
    const asked = condition('user_field', { field, operator: 'neq', targetValue: null });

    expect(ask(asked, { user: { userID: 'ada', [field]: { a: '1' } } }).value).toBe(true);
    expect(ask(asked, { user: { userID: 'ada' } }).value).toBe(false);
  });
});

describe('environment_field of a v1 payload', () => {
  const staging = { tier: 'staging' };

  it.each`
    field        | user                | context             | projectTier  | found
    ${'tier'}    | ${staging}          | ${undefined}        | ${undefined} | ${'staging'}
    ${'tier'}    | ${undefined}        | ${{ tier: 'dev' }}  | ${undefined} | ${'dev'}
    ${'tier'}    | ${undefined}        | ${undefined}        | ${'prod'}    | ${'prod'}
    ${'tier'}    | ${staging}          | ${{ tier: 'dev' }}  | ${undefined} | ${'dev'}
    ${'tier'}    | ${staging}          | ${undefined}        | ${'prod'}    | ${'prod'}
    ${'tier'}    | ${undefined}        | ${{ tier: 'dev' }}  | ${'prod'}    | ${'dev'}
    ${'tier'}    | ${staging}          | ${{ region: 'eu' }} | ${'prod'}    | ${undefined}
    ${'region'}  | ${{ region: 'eu' }} | ${{ tier: 'dev' }}  | ${undefined} | ${undefined}
    ${'region'}  | ${{ region: 'eu' }} | ${undefined}        | ${'prod'}    | ${undefined}
    ${'region'}  | ${undefined}        | ${{ region: 'eu' }} | ${undefined} | ${'eu'}
    ${'TIER'}    | ${staging}          | ${undefined}        | ${undefined} | ${'staging'}
    ${'tier'}    | ${{ Tier: 's' }}    | ${undefined}        | ${undefined} | ${'s'}
    ${'Tier'}    | ${undefined}        | ${{ TIER: 'dev' }}  | ${undefined} | ${'dev'}
    ${'tier'}    | ${null}             | ${undefined}        | ${undefined} | ${undefined}
    ${'tier'}    | ${undefined}        | ${undefined}        | ${undefined} | ${undefined}
    ${'valueOf'} | ${staging}          | ${undefined}        | ${undefined} | ${undefined}
  `(
    "finds $field as $found, of the context's $context, the project's $projectTier, the user's $user",
    ({
      field,
      user,
      context,
      projectTier,
      found,
    }: Record<'field' | 'projectTier' | 'found', unknown> & {
      user: StatsigUser['statsigEnvironment'];
      context: Record<string, string> | undefined;
    }) => {
      const payload: Json = { default_environment: projectTier };
      const asked = condition('environment_field', { field, operator: 'eq', targetValue: found });

      const gate = ask(asked, {
        user: { userID: 'ada', statsigEnvironment: user },
        context: { environment: context },
        payload,
      });

      expect(gate.value).toBe(true);
    },
  );

  it.each`
    operator  | target            | passes
    ${'none'} | ${['production']} | ${true}
    ${'none'} | ${['']}           | ${true}
    ${'any'}  | ${['']}           | ${false}
  `(
    'puts a missing tier to $operator $target: $passes',
    ({ operator, target, passes }: Record<'operator' | 'target' | 'passes', unknown>) => {
      const asked = condition('environment_field', { field: 'tier', operator, targetValue: target });

      expect(ask(asked).value).toBe(passes);
    },
  );
});
