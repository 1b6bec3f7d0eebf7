import { describe, expect, it } from 'vitest';
import { createStatsig } from '../create-statsig.ts';
import { type AdapterOptions, resolveAdapterOptions } from './adapter-options.ts';
import type { HttpRequest } from './http-request.ts';
import { userOfRequest } from './user-of-request.ts';

const statsig = createStatsig({ offline: true });

describe('resolveAdapterOptions', () => {
  it('needs none', () => {
    expect(resolveAdapterOptions({})).toEqual({
      statsig: undefined,
      sdkOptions: {},
      user: userOfRequest,
      issueStableID: undefined,
      flushAtShutdown: true,
      deadlineMs: 8_000,
    });
  });

  it("hands the SDK's own on", () => {
    const { sdkOptions, user } = resolveAdapterOptions({ offline: true, deadlineMs: 0, user: () => ({}) });
    expect(sdkOptions).toEqual({ offline: true });
    expect(user({ headers: {} })).toEqual({});
  });

  it('takes an SDK object with a logger, and with what is not given', () => {
    const options = { statsig, logger: console, sdkKey: undefined };
    expect(resolveAdapterOptions(options).statsig).toBe(statsig);
  });

  it.each([
    // what                              options                                 message
    ['a user that is no function', { user: {} }, 'The option user must be a function'],
    ['a negative deadline', { deadlineMs: -1 }, 'deadlineMs must be a number of milliseconds'],
    ['a deadline that is no number', { deadlineMs: Number.NaN }, 'deadlineMs must be a number'],
    ['a cookie without a name', { cookie: { name: '' } }, 'cookie.name must be the name of a cookie'],
    [
      'a cookie of several',
      { cookie: { name: 'a; b' } },
      'cookie.name must be the name of a cookie, not "a; b"',
    ],
    ['a cookie for ever', { cookie: { maxAgeDays: 401 } }, 'cookie.maxAgeDays must be from 1 to 400'],
    [
      'options of an SDK object that is made already',
      { statsig, apiURL: 'x', offline: true },
      'give apiURL, offline to createStatsig',
    ],
  ])('refuses %s', (_, options, message) => {
    expect(() => resolveAdapterOptions(options as AdapterOptions<HttpRequest>)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTIONS', message: expect.stringContaining(message) }),
    );
  });
});
