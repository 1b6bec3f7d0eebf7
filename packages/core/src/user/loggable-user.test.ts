import { describe, expect, it } from 'vitest';
import { loggableUser } from './loggable-user.ts';
import type { StatsigUser } from './user.ts';

describe('loggableUser', () => {
  it('copies what events carry', () => {
    const user: StatsigUser = {
      userID: 'ada',
      customIDs: { companyID: 'acme' },
      email: 'ada@example.com',
      ip: '1.2.3.4',
      userAgent: 'curl',
      country: 'NZ',
      locale: 'en-NZ',
      appVersion: '1.2',
      custom: { plan: 'pro' },
      statsigEnvironment: { tier: 'staging' },
    };

    expect(loggableUser(user)).toEqual(user);
    expect(loggableUser(user)).not.toBe(user);
  });

  it.each`
    user                                                     | logged                                      | because
    ${{ userID: 7 }}                                         | ${{ userID: '7' }}                          | ${'IDs are text'}
    ${{ userID: '' }}                                        | ${{ userID: '' }}                           | ${'an empty ID is an ID'}
    ${{ customIDs: { seat: 7, team: 'a' } }}                 | ${{ customIDs: { seat: '7', team: 'a' } }}  | ${'IDs are text'}
    ${{ userID: 'ada', customIDs: {} }}                      | ${{ userID: 'ada', customIDs: {} }}         | ${'it is there'}
    ${{ userID: 'ada', customIDs: null, custom: null }}      | ${{ userID: 'ada' }}                        | ${'what is absent is left out'}
    ${{ userID: undefined, email: null, ip: undefined }}     | ${{}}                                       | ${'what is absent is left out'}
    ${{ userID: 'ada', email: '', custom: {} }}              | ${{ userID: 'ada', email: '', custom: {} }} | ${'what is empty is not absent'}
    ${{ userID: 'ada', privateAttributes: { secret: 'x' } }} | ${{ userID: 'ada' }}                        | ${'private attributes never leave the process'}
    ${{ userID: 'ada', tenant: 't1', password: 'x' }}        | ${{ userID: 'ada' }}                        | ${'other properties are not known to be public'}
  `('logs $user as $logged: $because', ({ user, logged }: { user: StatsigUser; logged: unknown }) => {
    expect(loggableUser(user)).toStrictEqual(logged);
  });

  it.each`
    own                    | environment         | logged
    ${undefined}           | ${undefined}        | ${undefined}
    ${undefined}           | ${{ tier: 'prod' }} | ${{ tier: 'prod' }}
    ${null}                | ${{ tier: 'prod' }} | ${{ tier: 'prod' }}
    ${{ tier: 'staging' }} | ${{ tier: 'prod' }} | ${{ tier: 'staging' }}
    ${{ region: 'eu' }}    | ${{ tier: 'prod' }} | ${{ region: 'eu' }}
  `(
    'attaches the environment $logged, of $own and $environment',
    ({ own, environment, logged }: Environments) => {
      expect(
        loggableUser({ userID: 'ada', statsigEnvironment: own }, environment)['statsigEnvironment'],
      ).toEqual(logged);
    },
  );

  it('only reads the user', () => {
    const user = Object.freeze({ userID: 7, customIDs: Object.freeze({ seat: 7 }) });

    expect(loggableUser(user, { tier: 'prod' })).toEqual({
      userID: '7',
      customIDs: { seat: '7' },
      statsigEnvironment: { tier: 'prod' },
    });
    expect(user).toEqual({ userID: 7, customIDs: { seat: 7 } });
  });
});

interface Environments {
  readonly own: StatsigUser['statsigEnvironment'];
  readonly environment: Readonly<Record<string, string>> | undefined;
  readonly logged: unknown;
}
