import { describe, expect, it } from 'vitest';
import { guardedUser } from './guarded-user.ts';

const optionName = 'user of the adapter';

function setup(user: (request: string) => unknown) {
  const lines: string[] = [];
  const logger = { warn: (message: string) => void lines.push(message) };
  return { lines, find: guardedUser(user, { logger, optionName }) };
}

function fail(): never {
  throw new Error('no session');
}

describe('guardedUser', () => {
  it('takes a user as it is, from its request', () => {
    const user = { email: 'ada@example.com' };
    const { find, lines } = setup((request) => (request === 'of ada' ? user : undefined));
    expect(find('of ada')).toBe(user);
    expect(lines).toEqual([]);
  });

  it.each<[string, () => unknown, string]>([
    // what                      user                                         problem
    ['throws', fail, 'threw "no session"'],
    ['returns undefined', () => undefined, 'returned no user'],
    ['returns null', () => null, 'returned no user'],
    ['returns text', () => 'ada', 'returned no user'],
    ['is asynchronous', async () => ({ userID: 'ada' }), 'returned a promise: await the user before'],
    ['rejects', async () => fail(), 'returned a promise'],
    ['returns a query', () => Object.defineProperty({}, 'then', { get: fail }), 'returned a promise'],
  ])('makes a function that %s find the anonymous user, and warns once', (_, user, problem) => {
    const { find, lines } = setup(user);
    expect([find('one'), find('two')]).toEqual([{ userID: '' }, { userID: '' }]);
    expect(lines).toEqual([expect.stringContaining(`[statsig] The option user of the adapter ${problem}`)]);
  });

  it('outlives a logger that throws', () => {
    const find = guardedUser(fail, { logger: { warn: fail }, optionName });
    expect(find('one')).toEqual({ userID: '' });
  });
});
