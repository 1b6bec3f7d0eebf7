import { describe, expect, it } from 'vitest';
import { createSecretKeys, secretKeysOf } from './secret-keys.ts';

describe('createSecretKeys', () => {
  it.each([
    ['secret-one', true],
    ['secret-two', true],
    ['secret-three', false],
    ['secret-on', false],
    ['secret-onee', false],
    ['SECRET-ONE', false],
    ['', false],
  ])('answers for "%s": %s', (candidate, known) => {
    expect(createSecretKeys(['secret-one', 'secret-two']).has(candidate)).toBe(known);
  });

  it('demands a key, and names the variable to set', () => {
    expect(() => createSecretKeys([])).toThrow(
      expect.objectContaining({
        code: 'MISSING_SDK_KEY',
        message: expect.stringContaining('STATSIG_SECRET_KEY'),
      }),
    );
  });

  it.each(['client-abcdefghijkl', 'console-abcdefghijkl', 'secret-', 'secret-with space'])(
    'refuses "%s", and does not repeat the whole of it',
    (key) => {
      expect(() => createSecretKeys(['secret-one', key])).toThrow(
        expect.objectContaining({
          code: 'INVALID_OPTIONS',
          message: expect.stringContaining(`"${key.slice(0, 13)}****"`),
        }),
      );
    },
  );
});

describe('secretKeysOf', () => {
  it.each([
    [{}, []],
    [{ STATSIG_SECRET_KEY: '' }, []],
    [{ STATSIG_SECRET_KEY: 'secret-a' }, ['secret-a']],
    [{ STATSIG_SECRET_KEYS: 'secret-a, secret-b,' }, ['secret-a', 'secret-b']],
    [{ STATSIG_SECRET_KEYS: 'secret-a', STATSIG_SECRET_KEY: 'secret-b' }, ['secret-a', 'secret-b']],
  ])('reads %j as %j', (environment, keys) => {
    expect(secretKeysOf(environment)).toEqual(keys);
  });
});
