import { describe, expect, it } from 'vitest';
import type { Lookups, UserAgentDetails } from '../evaluate/context.ts';
import { evaluateGate } from '../evaluate/evaluate.ts';
import { ask, condition, gate, type Json, now, rule, specsOf } from '../specs/fixtures.test-support.ts';
import type { StatsigUser } from '../user/user.ts';

const firefox: UserAgentDetails = {
  osName: 'Windows',
  osVersion: '10',
  browserName: 'Firefox',
  browserVersion: '115.0',
};
const lookups: Lookups = {
  userAgent: (text) => {
    if (text.startsWith('firefox')) return firefox;
    return text === 'bot' ? { browserName: null } : null;
  },
};
const longest = 'firefox'.padEnd(1_000, '.');

describe('ua_based', () => {
  it.each`
    field                | user                                                         | found        | because
    ${'os_name'}         | ${{ userAgent: 'firefox' }}                                  | ${'Windows'} | ${'it is a detail of the user agent'}
    ${'osname'}          | ${{ userAgent: 'firefox' }}                                  | ${'Windows'} | ${'a detail has two names'}
    ${'OS_Name'}         | ${{ userAgent: 'firefox' }}                                  | ${'Windows'} | ${'case is ignored'}
    ${'os_version'}      | ${{ userAgent: 'firefox' }}                                  | ${'10'}      | ${'it is a detail of the user agent'}
    ${'osVersion'}       | ${{ userAgent: 'firefox' }}                                  | ${'10'}      | ${'case is ignored'}
    ${'browser_name'}    | ${{ userAgent: 'firefox' }}                                  | ${'Firefox'} | ${'it is a detail of the user agent'}
    ${'browserName'}     | ${{ userAgent: 'firefox' }}                                  | ${'Firefox'} | ${'case is ignored'}
    ${'browser_version'} | ${{ userAgent: 'firefox' }}                                  | ${'115.0'}   | ${'it is a detail of the user agent'}
    ${'browserversion'}  | ${{ userAgent: 'firefox' }}                                  | ${'115.0'}   | ${'a detail has two names'}
    ${'browser_name'}    | ${{ userAgent: 'firefox', custom: { browser_name: 'Own' } }} | ${'Own'}     | ${"the user's own value wins"}
    ${'browser_name'}    | ${{ userAgent: 'firefox', custom: { browser_name: '' } }}    | ${''}        | ${'an empty text is a value'}
    ${'browser_name'}    | ${{ userAgent: 'firefox', custom: { browser_name: null } }}  | ${'Firefox'} | ${'null is none'}
    ${'browser_name'}    | ${{ custom: { userAgent: 'firefox' } }}                      | ${'Firefox'} | ${'a user agent may be custom'}
    ${'browser_name'}    | ${{ privateAttributes: { userAgent: 'firefox' } }}           | ${'Firefox'} | ${'a user agent may be private'}
    ${'browser_name'}    | ${{ userAgent: 'bot' }}                                      | ${null}      | ${'the look-up knows that there is none'}
    ${'os_name'}         | ${{ userAgent: 'bot' }}                                      | ${undefined} | ${'the look-up does not say'}
    ${'os_name'}         | ${{ userAgent: 'curl' }}                                     | ${undefined} | ${'the look-up does not know it'}
    ${'os_name'}         | ${{ userAgent: 7 }}                                          | ${undefined} | ${'a user agent is text'}
    ${'os_name'}         | ${{}}                                                        | ${undefined} | ${'there is no user agent'}
    ${'os_name'}         | ${{ userAgent: longest }}                                    | ${'Windows'} | ${'1,000 characters are read'}
    ${'os_name'}         | ${{ userAgent: `${longest}.` }}                              | ${undefined} | ${'more are not'}
    ${'device'}          | ${{ userAgent: 'firefox' }}                                  | ${undefined} | ${'it is no detail'}
    ${'device'}          | ${{ userAgent: 'firefox', custom: { device: 'Own' } }}       | ${'Own'}     | ${'other fields are as good as any'}
    ${'constructor'}     | ${{ userAgent: 'firefox' }}                                  | ${undefined} | ${'it is no detail'}
    ${null}              | ${{ userAgent: 'firefox' }}                                  | ${undefined} | ${'without field there is nothing'}
  `(
    'finds $field as $found: $because',
    ({ field, user, found }: { field: string | null; user: StatsigUser; found: unknown }) => {
      const asked = condition('ua_based', { field, operator: 'eq', targetValue: found });

      expect(ask(asked, { user: { userID: 'ada', ...user }, context: { lookups } }).value).toBe(true);
    },
  );

  it.each([[undefined], [{}]])('finds nothing with the look-ups %j', (none) => {
    const user = { userID: 'ada', userAgent: 'firefox' };
    const asked = condition('ua_based', { field: 'os_name', operator: 'eq', targetValue: null });

    expect(ask(asked, { user, context: { lookups: none } }).value).toBe(true);
  });

  it('passes no version operator for a browser that is not known', () => {
    const user = { userID: 'ada', userAgent: 'curl' };
    const passes = (operator: string, targetValue: unknown): boolean =>
      ask(condition('ua_based', { field: 'browser_version', operator, targetValue }), {
        user,
        context: { lookups },
      }).value;

    expect(passes('version_lt', '1')).toBe(false);
    expect(passes('version_neq', '1')).toBe(false);
    expect(passes('none', ['1'])).toBe(true);
  });

  it('asks the look-up once in an evaluation, and again for the next user', () => {
    const texts: string[] = [];
    const userAgent = (text: string): UserAgentDetails => {
      texts.push(text);
      return { osName: text, browserName: text };
    };
    const is = (field: string): Json => condition('ua_based', { field, operator: 'any', targetValue: ['b'] });
    const rules = ['os_name', 'os_version', 'browser_name'].map((field) =>
      rule(field, { conditions: [is(field)] }),
    );
    const specs = specsOf({ feature_gates: [gate('asked', { rules })] });
    const context = { now, lookups: { userAgent } };
    const values = ['a', 'b', undefined, 'b'].map(
      (text) => evaluateGate(specs, { userID: 'ada', userAgent: text }, 'asked', context).value,
    );

    expect(values).toEqual([false, true, false, true]);
    expect(texts).toEqual(['a', 'b', 'b']);
  });
});
