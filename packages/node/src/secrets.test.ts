import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStatsig } from './create-statsig.ts';
import { StatsigNetworkError } from './http/network-error.ts';
import { ManualClock, settle } from './manual-clock.test-support.ts';
import { startRecorder } from './recorder.test-support.ts';
import { RecordingLogger, sdkKey, startBench } from './statsig.test-support.ts';

const user = { userID: 'user-1' };

/** How a key may come back from whatever the SDK talks to. */
const forms: Readonly<Record<string, (key: string) => string>> = {
  'as it is': (key) => key,
  'in a URL': (key) => encodeURIComponent(key),
  'with every byte escaped': (key) => `%${Buffer.from(key).toString('hex').match(/../g)?.join('%')}`,
  'in JSON': (key) => JSON.stringify(key),
  'in JSON, twice': (key) => JSON.stringify({ said: JSON.stringify(key) }),
  'in Base64': (key) => Buffer.from(key).toString('base64'),
  'in Base64 for URLs': (key) => Buffer.from(key).toString('base64url'),
  'as a password in Base64': (key) => Buffer.from(`statsig:${key}`).toString('base64'),
  'cut off': (key) => key.slice(0, -3),
};

/** Where it may come back. */
type Saying = (text: string) => () => Promise<Response>;
const places: Readonly<Record<string, Saying>> = {
  'a body that refuses': (text) => async () => new Response(text, { status: 401 }),
  'a message that refuses': (text) => async () => Response.json({ message: text }, { status: 400 }),
  'a long body': (text) => async () => new Response(`${'x'.repeat(185)}${text}`, { status: 500 }),
  'a good body': (text) => async () => new Response(text, { status: 200 }),
  'a redirect': (text) => async () =>
    new Response('', { status: 302, headers: { location: `/${encodeURIComponent(text)}` } }),
  'a rejection': (text) => () => Promise.reject(new TypeError('fetch failed', { cause: new Error(text) })),
  'a rejection that holds the request': (text) => () =>
    Promise.reject(Object.assign(new Error('failed'), { request: { headers: { 'statsig-api-key': text } } })),
  'a text': (text) => () => Promise.reject(text),
};

const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
const keys = fc
  .array(visible, { minLength: 24, maxLength: 60 })
  .map((characters) => `secret-${characters.join('')}`);

/** Everything that is said about an error. */
function told(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const json = 'toJSON' in error && typeof error.toJSON === 'function' ? JSON.stringify(error.toJSON()) : '';
  return [
    error.message,
    String(error.stack),
    json,
    JSON.stringify(error),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    inspect(error, { depth: 10, showHidden: true, getters: true }),
    ...(error.cause === undefined ? [] : told(error.cause)),
  ];
}

/** Starts, reads, logs, flushes and shuts down with what always fails, and gives back all that came out of it. */
async function everythingSaid(key: string, fail: () => Promise<Response>): Promise<string[]> {
  const logger = new RecordingLogger();
  const said: string[] = [];
  const broken = (): never => {
    throw new Error(key);
  };
  const pluggedIn = {
    specs: { source: { name: 'Broken', pull: () => fail().then(broken) } },
    events: { sink: { send: () => fail().then(broken) } },
    lookups: { country: broken, userAgent: broken },
    userPersistentStorage: { load: broken, save: broken, delete: broken },
  };
  for (const options of [{ fetch: fail }, pluggedIn]) {
    const clock = new ManualClock();
    const statsig = createStatsig({ sdkKey: key, apiURL: 'http://flags.test/v1', logger, clock, ...options });
    statsig.on('error', (error) => {
      said.push(...told(error));
      throw error;
    });
    const { error, ...details } = await statsig.initialize();
    said.push(...told(error), JSON.stringify(details));
    statsig.checkGate(user, 'any');
    said.push(inspect(await statsig.loadUserPersistedValues(user, 'userID')));
    statsig.logEvent(user, 'purchase');
    const flushing = statsig.flush({ deadlineMs: 10 });
    await settle();
    await clock.advance(1_000);
    said.push(inspect(await flushing), inspect(statsig.getStats()));
    const ending = statsig.shutdown({ deadlineMs: 0 });
    await clock.advance(0);
    said.push(inspect(await ending));
    said.push(inspect(statsig, { depth: 10, showHidden: true }));
  }
  return [...said, ...logger.lines];
}

/** Each form of what nobody may see: the key beyond its mask. */
function isIn(text: string, key: string): boolean {
  const raw = [
    text,
    text.replaceAll('\\\\', '\\').replaceAll('\\"', '"').replaceAll('\\\\', '\\'),
    text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  ];
  const middle = Buffer.from(key).toString('base64').slice(0, 20);
  const shown = key.slice(0, 16);
  return [...raw, text].some((each) => each.includes(shown)) || text.includes(middle);
}

describe('P31: the key never appears in logs, errors, metrics or callbacks', () => {
  it('whatever fails, in whatever words', async () => {
    await fc.assert(
      fc.asyncProperty(
        keys,
        fc.constantFrom(...Object.keys(forms)),
        fc.constantFrom(...Object.keys(places)),
        async (key, form, place) => {
          const text = forms[form]?.(key) ?? '';
          const said = await everythingSaid(key, places[place]?.(text) ?? (() => Promise.reject(text)));
          expect(said.length).toBeGreaterThan(10);
          expect(said.filter((line) => isIn(line, key))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('and the check would see it', () => {
    for (const [name, write] of Object.entries(forms)) {
      if (name === 'as a password in Base64') continue;
      expect(isIn(`before ${write(sdkKey)} after`, sdkKey), name).toBe(true);
    }
  });
});

describe('P30: the key is sent to configured origins only', () => {
  it.each([301, 302, 303, 307, 308])('and follows no redirect with status %d', async (status) => {
    await using foreign = await startRecorder();
    await using bench = await startBench();
    const headers = { location: `${foreign.apiURL}/download_config_specs` };
    for (const endpoint of ['download_config_specs', 'log_event']) {
      bench.recorder.answer(endpoint, { status, headers });
    }
    const { error } = await bench.statsig.initialize();
    expect(error?.message).toContain('which a request with a secret key does not follow');
    bench.statsig.logEvent(user, 'purchase');
    await bench.statsig.flush();
    expect(foreign.requests).toEqual([]);
    const sent = bench.recorder.requests.map(({ url, bytes }) => `${url} ${bytes.toString()}`).join('\n');
    expect(sent).not.toContain(sdkKey.slice(0, 14));
  });
});

describe('P32: no hidden traffic', () => {
  it('asks for specs and sends what was logged, and nothing else', async () => {
    await using bench = await startBench();
    await bench.statsig.initialize();
    bench.statsig.checkGate(user, 'open');
    bench.statsig.checkGate(user, 'unknown');
    bench.statsig.on('error', () => undefined);
    await bench.statsig.shutdown();
    const asked = bench.recorder.requests.map(({ method, url }) => `${method} ${url}`);
    expect(asked).toEqual(['POST /v1/download_config_specs', 'POST /v1/log_event']);
  });

  it('sends no event with disableAllLogging', async () => {
    await using bench = await startBench({ disableAllLogging: true });
    await bench.statsig.initialize();
    bench.statsig.checkGate(user, 'open');
    bench.statsig.logEvent(user, 'purchase');
    await bench.statsig.shutdown();
    expect(bench.recorder.to('log_event')).toEqual([]);
  });
});

describe('P33: the key is checked', () => {
  it.each([
    ['client-1234567890', 'INVALID_OPTIONS'],
    ['console-1234567890', 'INVALID_OPTIONS'],
    ['secret-', 'INVALID_OPTIONS'],
    ['secret-a\n', 'INVALID_OPTIONS'],
    ['', 'MISSING_SDK_KEY'],
  ])('%j is refused with %s, unless offline, and not repeated', async (key, code) => {
    let refusal: unknown;
    try {
      createStatsig({ sdkKey: key });
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code });
    if (key.length > 8) expect(inspect(refusal)).not.toContain(key.slice(0, 12));
    expect(createStatsig({ sdkKey: key, offline: true }).isReady).toBe(false);
  });

  it('is told apart from other failures that a plug-in reports', async () => {
    const source = {
      name: 'Own',
      pull: () => Promise.reject(new StatsigNetworkError('broke', { status: 503, retryable: true })),
    };
    await using bench = await startBench({ specs: { source } });
    expect((await bench.statsig.initialize()).error).toMatchObject({ code: 'NETWORK', status: 503 });
  });
});
