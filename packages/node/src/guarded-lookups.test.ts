import { describe, expect, it } from 'vitest';
import { guardedLookups } from './guarded-lookups.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

describe('guardedLookups', () => {
  it('reads a user agent once, also one that says nothing', () => {
    const read: string[] = [];
    const lookups = guardedLookups(
      {
        userAgent: (text) => {
          read.push(text);
          return text === 'curl' ? undefined : { osName: text };
        },
      },
      silent,
    );
    const texts = ['a', 'curl', 'a', 'curl', 'b'];
    expect(texts.map((text) => lookups?.userAgent?.(text)?.osName)).toEqual([
      'a',
      undefined,
      'a',
      undefined,
      'b',
    ]);
    expect(read).toEqual(['a', 'curl', 'b']);
  });

  it('remembers no more than 1,000 user agents', () => {
    let read = 0;
    const lookups = guardedLookups({ userAgent: () => ({ osName: String(read++) }) }, silent);
    for (let i = 0; i < 1_001; i++) lookups?.userAgent?.(`agent ${i}`);
    expect(lookups?.userAgent?.('agent 0')).toEqual({ osName: '1001' });
    expect(lookups?.userAgent?.('agent 1000')).toEqual({ osName: '1000' });
  });

  it('asks again after a look-up that threw', () => {
    let calls = 0;
    const warnings: string[] = [];
    const lookups = guardedLookups(
      {
        userAgent: () => {
          calls += 1;
          if (calls === 1) throw new Error('still loading');
          return { osName: 'iOS' };
        },
      },
      { ...silent, warn: (message) => warnings.push(message) },
    );
    expect(lookups?.userAgent?.('iPhone')).toBeUndefined();
    expect(lookups?.userAgent?.('iPhone')).toEqual({ osName: 'iOS' });
    expect(warnings).toEqual([expect.stringContaining('lookups.userAgent threw')]);
  });

  it('calls look-ups as methods of what the application gave', () => {
    const table = {
      names: { '1.2.3.4': 'NZ' } as Record<string, string>,
      country(ip: string | number) {
        return this.names[ip];
      },
      userAgent(text: string) {
        return { osName: this.names[text] };
      },
    };
    const lookups = guardedLookups(table, silent);
    expect(lookups?.country?.('1.2.3.4')).toBe('NZ');
    expect(lookups?.userAgent?.('1.2.3.4')).toEqual({ osName: 'NZ' });
  });
});
