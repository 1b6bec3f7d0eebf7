import { describe, expect, it } from 'vitest';
import type { StatsigOptions } from './options.ts';
import { experimentSpec, specsPayload } from './specs.test-support.ts';
import { type Bench, startBench } from './statsig.test-support.ts';
import type { Statsig } from './statsig.ts';
import type { UserStatsig } from './user-statsig.ts';

const user = { userID: 'user-1', custom: { group: 'red' } };
const payload = specsPayload({
  gates: { open: true },
  configs: { banner: { text: 'Hello' } },
  layers: { home: { title: 'Home' } },
});
const project = { ...payload, dynamic_configs: [...payload.dynamic_configs, experimentSpec('button')] };

async function startProject(options: StatsigOptions = {}): Promise<Bench> {
  const bench = await startBench(options);
  bench.recorder.answer('download_config_specs', { body: project });
  return bench;
}

const revoked = Proxy.revocable({}, {});
revoked.revoke();
const throwing = {
  get userID(): string {
    throw new Error('getter');
  },
  toString(): string {
    throw new Error('toString');
  },
};

/** What callers without types pass as users and names. */
const anything: Readonly<Record<string, unknown>> = {
  undefined,
  null: null,
  'a number': 5,
  'a big integer': 5n,
  'a text': 'text',
  'a symbol': Symbol('s'),
  'a function': () => undefined,
  'an array': [null],
  'what JSON has no text for': { userID: 'a', custom: { big: 1n }, customIDs: { id: 2n } },
  'a getter that throws': throwing,
  'a revoked proxy': revoked.proxy,
  __proto__: '__proto__',
};

/** What they pass as options, which are no data of a request: mistakes, but no traps. */
const traps: ReadonlySet<unknown> = new Set([throwing, revoked.proxy]);
const asOptions = (given: unknown): never => (traps.has(given) ? undefined : given) as never;

/** What request code calls, and the type of what it gets. */
const calls: Readonly<Record<string, (flags: UserStatsig, given: never, options: never) => unknown>> = {
  boolean: (flags, given, options) => flags.checkGate(given, options),
  'gate.value: boolean': (flags, given, options) => flags.getFeatureGate(given, options).value,
  'config.value: object': (flags, given, options) => flags.getDynamicConfig(given, options).value,
  'experiment.value: object': (flags, given, options) => flags.getExperiment(given, options).value,
  'layer.get: string': (flags, given, options) => flags.getLayer('home', options).get(given, 'fallback'),
  'store.get: string': (flags, given, options) =>
    flags.getParameterStore(given, options).get(given, 'fallback'),
  'response: object': (flags, _, options) => flags.getClientInitializeResponse(options),
  'response as text: string': (flags, _, options) => flags.getClientInitializeResponseText(options),
  'withUser: boolean': (flags, given) => flags.withUser(given).checkGate('open'),
  'explanation: object': (flags, given, options) => flags.explain('gate', given, options),
  'explanation of an experiment: object': (flags, given, options) =>
    flags.explain('experiment', given, options),
  'logEvent: undefined': (flags, given, options) => flags.logEvent(given, options),
  'logGateExposure: undefined': (flags, given) => flags.logGateExposure(given),
  'logDynamicConfigExposure: undefined': (flags, given) => flags.logDynamicConfigExposure(given),
  'logExperimentExposure: undefined': (flags, given, options) => flags.logExperimentExposure(given, options),
  'logLayerParameterExposure: undefined': (flags, given, options) =>
    flags.logLayerParameterExposure('home', given, options),
};

/** Makes all calls; what throws or has another type than it should is in the result. */
function wrongAnswers(statsig: Statsig): readonly string[] {
  return Object.entries(anything).flatMap(([what, given]) =>
    [statsig.forUser(user), statsig.forUser(given as never)].flatMap((flags) =>
      Object.entries(calls)
        .map(([call, make]) => [call, typeOf(() => make(flags, given as never, asOptions(given)))] as const)
        .filter(([call, type]) => !call.endsWith(type))
        .map(([call, type]) => `${call} with ${what}: ${type}`),
    ),
  );
}

function typeOf(make: () => unknown): string {
  try {
    return typeof make();
  } catch (error) {
    return String(error);
  }
}

describe('P1: no call from request code throws, or returns another type', () => {
  it('before, while and after the SDK is in use, whatever it is given', async () => {
    await using bench = await startProject();
    const { statsig } = bench;
    expect(wrongAnswers(statsig)).toEqual([]);
    await statsig.initialize();
    expect(wrongAnswers(statsig)).toEqual([]);
    expect(statsig.checkGate(user, 'open')).toBe(true);
    await statsig.shutdown();
    expect(wrongAnswers(statsig)).toEqual([]);
  });

  it.each(Object.keys(anything))('nor rejects when told to wait, with %s', async (what) => {
    await using bench = await startProject();
    const given = anything[what] as never;
    const options = asOptions(given);
    await bench.statsig.initialize();
    await expect(bench.statsig.loadUserPersistedValues(given, given)).resolves.toEqual({});
    await expect(bench.statsig.prefetch(given)).resolves.toEqual({});
    await expect(bench.statsig.flush(options)).resolves.toMatchObject({ timedOut: false });
    await expect(bench.statsig.shutdown(options)).resolves.toMatchObject({ timedOut: false });
  });
});

const breaks = (): never => {
  throw new Error('callback');
};
const rejects = (): Promise<never> => Promise.reject(new Error('callback'));

describe('P3: what the application plugs in cannot change an answer', () => {
  it.each<[name: string, options: StatsigOptions]>([
    ['look-ups', { lookups: { country: breaks, userAgent: breaks } }],
    ['a logger', { logger: { debug: breaks, info: breaks, warn: breaks, error: breaks } }],
    ['a storage', { userPersistentStorage: { load: breaks, save: breaks, delete: breaks } }],
    ['a storage that rejects', { userPersistentStorage: { load: rejects, save: rejects, delete: rejects } }],
    ['a data adapter', { dataAdapter: { get: breaks, set: breaks } }],
    ['an event sink', { events: { sink: { send: breaks } } }],
    ['waitUntil', { waitUntil: breaks }],
    ['a listener alone', {}],
  ])('when it throws: %s', async (_name, options) => {
    await using bench = await startProject(options);
    const { statsig } = bench;
    for (const name of ['specsUpdated', 'error'] as const) statsig.on(name, breaks);
    expect((await statsig.initialize()).success).toBe(true);
    const userPersistedValues = await statsig.loadUserPersistedValues(user, 'userID');
    expect({
      gate: statsig.checkGate(user, 'open'),
      config: statsig.getDynamicConfig(user, 'banner').value,
      experiment: statsig.getExperiment(user, 'button', { userPersistedValues }).get('color', 'none'),
      layer: statsig.getLayer(user, 'home').get('title', 'none'),
    }).toEqual({ gate: true, config: { text: 'Hello' }, experiment: 'red', layer: 'Home' });
  });
});
