import { describe, expect, it } from 'vitest';
import { isStatsigError, StatsigError } from './errors.ts';

describe('StatsigError', () => {
  it('carries a code, a message and a cause', () => {
    const cause = new Error('refused');
    const error = new StatsigError('NETWORK', 'The specs could not be fetched.', { cause });

    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'StatsigError', code: 'NETWORK', cause });
    expect(String(error)).toBe('StatsigError: The specs could not be fetched.');
  });
});

describe('isStatsigError', () => {
  class Refined extends StatsigError {
    override readonly name = 'Refined';
  }
  const elsewhere = Object.assign(new Error('no'), { name: 'StatsigError', code: 'NETWORK' });

  it.each`
    error                                                       | expected | because
    ${new StatsigError('NETWORK', 'no')}                        | ${true}  | ${'it is one'}
    ${new Refined('NETWORK', 'no')}                             | ${true}  | ${'it is a special one'}
    ${elsewhere}                                                | ${true}  | ${'another copy of this package made it'}
    ${new Error('no')}                                          | ${false} | ${'it is any error'}
    ${Object.assign(new Error('no'), { code: 'ENOENT' })}       | ${false} | ${"it has somebody else's code"}
    ${Object.assign(new Error('no'), { name: 'StatsigError' })} | ${false} | ${'it has no code'}
    ${{ name: 'StatsigError', code: 'NETWORK' }}                | ${false} | ${'it is no error'}
    ${null}                                                     | ${false} | ${'it is nothing'}
  `('is $expected: $because', ({ error, expected }: { error: unknown; expected: boolean }) => {
    expect(isStatsigError(error)).toBe(expected);
  });
});
