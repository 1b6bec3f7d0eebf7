import { describe, expect, it } from 'vitest';
import { installedLookups } from './installed-lookups.ts';

const { country, userAgent } = installedLookups();
const phone =
  'Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 Chrome/114.0.0.0 Mobile Safari/537.36';
const mac =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/16.5 Safari/605.1.15';

describe('installedLookups', () => {
  it.each([
    ['8.8.8.8', 'US'],
    [134_744_072, 'US'],
    ['203.97.0.1', 'NZ'],
    ['127.0.0.1', null],
  ])('finds the country of %s', (ip, code) => {
    expect(country?.(ip)).toBe(code);
  });

  it.each([
    [
      phone,
      { osName: 'Android', osVersion: '13', browserName: 'Chrome Mobile', browserVersion: '114.0.0.0' },
    ],
    [mac, { osName: 'Mac OS X', osVersion: '10.15.7', browserName: 'Safari', browserVersion: '16.5' }],
    ['curl/7.88.1', {}],
  ])('reads %s', (text, details) => {
    expect(userAgent?.(text)).toEqual(details);
  });
});
