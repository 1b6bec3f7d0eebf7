import { describe, expect, it } from 'vitest';
import { createStatsig } from './create-statsig.ts';
import type { StatsigOptions } from './options.ts';
import { resolveOptions } from './resolve-options.ts';
import { systemClock } from './time/clock.ts';

const sdkKey = 'secret-1234567890abcdefghij';

describe('resolveOptions', () => {
  it('reads the environment when there are no options, and has a default for the rest', () => {
    expect(resolveOptions(undefined, { STATSIG_SECRET_KEY: ` ${sdkKey}\n` })).toMatchObject({
      sdkKey,
      apiURL: 'https://api.statsig.com/v1',
      environment: undefined,
      specs: { intervalMs: 10_000, sources: [], bootstrap: undefined, maxRemovedPercent: 50 },
      events: {
        intervalMs: 10_000,
        maxBatchEvents: 1_000,
        maxBatchBytes: 512 * 1024,
        maxQueueEvents: 50_000,
        maxQueueBytes: 32 * 1024 * 1024,
        sink: undefined,
      },
      initTimeoutMs: 3_000,
      requestTimeoutMs: 10_000,
      disableAllLogging: false,
      offline: false,
      clock: systemClock,
      lookups: undefined,
    });
  });

  it.each<[name: string, options: StatsigOptions, env: Record<string, string>, resolved: object]>([
    [
      'the URL from the environment',
      {},
      { STATSIG_API_URL: 'http://localhost:3838/v1/' },
      { apiURL: 'http://localhost:3838/v1' },
    ],
    [
      'the URL from the options',
      { apiURL: 'https://a.example/v1' },
      { STATSIG_API_URL: 'x' },
      { apiURL: 'https://a.example/v1' },
    ],
    [
      'the tier from the environment',
      {},
      { STATSIG_ENVIRONMENT: 'staging' },
      { environment: { tier: 'staging' } },
    ],
    ['no tier from an empty variable', {}, { STATSIG_ENVIRONMENT: '' }, { environment: undefined }],
    [
      'the tier from the options',
      { environment: 'production' },
      { STATSIG_ENVIRONMENT: 'x' },
      { environment: { tier: 'production' } },
    ],
    [
      'an environment of several parts',
      { environment: { tier: 'a', zone: 'b' } },
      {},
      { environment: { tier: 'a', zone: 'b' } },
    ],
    [
      'what is undefined as not given',
      { initTimeoutMs: undefined, specs: undefined },
      {},
      { initTimeoutMs: 3_000 },
    ],
    [
      'payloads of v2 from the sibling path',
      { specs: { version: 'v2' }, apiURL: 'https://a.example/statsig/v1' },
      {},
      { apiURL: 'https://a.example/statsig/v1', specs: { apiURLs: ['https://a.example/statsig/v2'] } },
    ],
    [
      'payloads of v1 from where everything is',
      {},
      {},
      { specs: { apiURLs: ['https://api.statsig.com/v1'] } },
    ],
    ['a bound itself', { specs: { intervalMs: 1_000 } }, {}, { specs: { intervalMs: 1_000 } }],
  ])('takes %s', (_name, options, env, resolved) => {
    expect(resolveOptions(options, { STATSIG_SECRET_KEY: sdkKey, ...env })).toMatchObject(resolved);
  });

  it.each<[options: unknown, message: string]>([
    [
      { specs: { intervalMs: 999 } },
      'The option specs.intervalMs must be a number from 1000 to 2147483647; it is 999.',
    ],
    [{ specs: { intervalMs: -1 } }, 'specs.intervalMs'],
    [{ specs: { intervalMs: Number.NaN } }, 'it is NaN'],
    [{ specs: { intervalMs: '10' } }, 'it is "10"'],
    [{ specs: { version: 'v3' } }, 'The option specs.version must be "v1" or "v2"; it is "v3".'],
    [
      { specs: { version: 'v2' }, apiURL: 'https://a.example' },
      'must be a URL that ends in /v1 for specs.version "v2"',
    ],
    [{ specs: 'fast' }, 'The option specs must be an object'],
    [{ specs: { source: {} } }, 'The option specs.source must be an object with pull()'],
    [{ specs: { bootstrap: 5 } }, 'specs.bootstrap'],
    [{ specs: { maxRemovedPercent: 101 } }, 'specs.maxRemovedPercent must be a number from 0 to 100'],
    [{ events: { maxBatchEvents: 0 } }, 'events.maxBatchEvents must be a number from 1 to 10000; it is 0'],
    [{ events: { maxBatchBytes: 10 } }, 'events.maxBatchBytes'],
    [{ events: { maxQueueEvents: Number.POSITIVE_INFINITY } }, 'events.maxQueueEvents'],
    [{ events: { maxQueueBytes: 1 } }, 'events.maxQueueBytes'],
    [{ events: { intervalMs: 0 } }, 'events.intervalMs'],
    [{ events: { sink: { send: true } } }, 'events.sink must be an object with send()'],
    [{ initTimeoutMs: -5 }, 'initTimeoutMs'],
    [{ requestTimeoutMs: 2 ** 31 }, 'requestTimeoutMs'],
    [{ offline: 'yes' }, 'The option offline must be true or false; it is "yes".'],
    [{ disableAllLogging: 1 }, 'disableAllLogging'],
    [{ fetch: 'fetch' }, 'The option fetch must be a function'],
    [{ clock: { now: () => 0 } }, 'The option clock must be an object with now(), sleep(), random()'],
    [{ logger: {} }, 'The option logger must be an object with debug(), info(), warn(), error()'],
    [{ lookups: 5 }, 'The option lookups must be an object; it is 5.'],
    [{ lookups: { country: 'NZ' } }, 'The option lookups.country must be a function; it is "NZ".'],
    [
      { userPersistentStorage: new Map() },
      'The option userPersistentStorage must be an object with load(), save(), delete()',
    ],
    [{ environment: '' }, 'environment (or STATSIG_ENVIRONMENT)'],
    [{ environment: { tier: 5 } }, 'environment (or STATSIG_ENVIRONMENT)'],
    [{ apiURL: 'api.statsig.com' }, 'The option apiURL (or STATSIG_API_URL) must be an http or https URL'],
    [{ apiURL: 'file:///etc' }, 'apiURL'],
    [{ apiURL: 'https://me:pass@a.example/v1' }, 'apiURL'],
    [null, 'The option object itself must be an object; it is null.'],
    ['secret-key', 'The option object itself'],
  ])('refuses %j', (options, message) => {
    const misuse = () => resolveOptions(options as StatsigOptions, { STATSIG_SECRET_KEY: sdkKey });
    expect(misuse).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }));
    expect(misuse).toThrow(message);
  });

  it.each([{}, { STATSIG_SECRET_KEY: '' }, { STATSIG_SECRET_KEY: '  ' }])(
    'names the variable that is missing in %j',
    (env) => {
      const misuse = () => resolveOptions({}, env);
      expect(misuse).toThrow(expect.objectContaining({ code: 'MISSING_SDK_KEY' }));
      expect(misuse).toThrow('STATSIG_SECRET_KEY');
      expect(resolveOptions({ offline: true }, env).sdkKey).toBe('');
    },
  );

  it.each(['client-1234567890', 'sk-1234567890abcdef', 'secret-a b', 'secret-a\nb', 5])(
    'refuses the key %j without repeating it',
    (key) => {
      const misuse = () => resolveOptions({ sdkKey: key as string });
      expect(misuse).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }));
      expect(misuse).toThrow(expect.objectContaining({ message: expect.not.stringContaining(String(key)) }));
    },
  );

  it('refuses a key that is only a prefix', () => {
    expect(() => resolveOptions({ sdkKey: 'secret-' })).toThrow('must be a server secret key');
  });
});

describe('createStatsig', () => {
  it('throws at once for misuse', () => {
    expect(() => createStatsig({ sdkKey, initTimeoutMs: -1 })).toThrow('initTimeoutMs');
  });
});
