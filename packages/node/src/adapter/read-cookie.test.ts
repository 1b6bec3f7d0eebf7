import { describe, expect, it } from 'vitest';
import { readCookie } from './read-cookie.ts';

describe('readCookie', () => {
  it.each([
    // header                          value
    ['id=s-1', 's-1'],
    ['a=1; id=s-1; b=2', 's-1'],
    ['a=1;id = s-1 ;b=2', 's-1'],
    ['id="s-1"', 's-1'],
    ['id=a%20b', 'a b'],
    ['id=a%b', 'a%b'],
    ['id=a==', 'a=='],
    ['id=first; id=second', 'first'],
    ['my_id=s-1', undefined],
    ['id', undefined],
    ['id=', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads from %j the value %j', (header, value) => {
    expect(readCookie(header, 'id')).toBe(value);
  });
});
