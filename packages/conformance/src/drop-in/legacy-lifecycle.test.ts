import { readFile } from 'node:fs/promises';
import { shopProjectFile } from '@acme/statsig-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { facade, type LegacySDK, official, type StatsigOptions } from './legacy-sdk.test-support.ts';
import { told } from './told.test-support.ts';
import { startWatchedServer, type WatchedServer } from './watched-server.test-support.ts';

// Starts, ends, adapters, callbacks and misuse, under both imports.

const sdkKey = 'secret-lifecycle';
const nowhere = 'http://127.0.0.1:9/v1';
const payload = await readFile(shopProjectFile, 'utf8');
const silent = { logLevel: 'none', warn: () => undefined, error: () => undefined } as const;
const user = { userID: 'ann', country: 'NZ' };
const opened: { shutdownAsync(timeout?: number): Promise<void> }[] = [];
let server: WatchedServer;

beforeAll(async () => {
  server = await startWatchedServer([sdkKey]);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((statsig) => statsig.shutdownAsync(500)));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

function create({ StatsigServer }: LegacySDK, options: StatsigOptions = {}) {
  const statsig = new StatsigServer(sdkKey, {
    api: server.apiURL,
    logger: silent,
    disableDiagnostics: true,
    ...options,
  });
  opened.push(statsig);
  return statsig;
}

/** The same from both, or the test fails; what it is. */
async function alike<T>(ask: (sdk: LegacySDK) => T | Promise<T>): Promise<T> {
  const [theirs, ours] = [await ask(official), await ask(facade)];
  expect(ours).toEqual(theirs);
  return ours;
}

const outcome = async (work: () => unknown): Promise<unknown> => {
  try {
    return told(await work());
  } catch (error) {
    return told(error);
  }
};

/** An adapter like those that applications write, which remembers what it was asked. */
function memoryAdapter(texts: Map<string, string>, supportsPolling = false) {
  const asked: string[] = [];
  return {
    asked,
    initialize: async () => void asked.push('initialize'),
    shutdown: async () => void asked.push('shutdown'),
    get: async (key: string) => {
      const result = texts.get(key);
      return result === undefined ? {} : { result };
    },
    set: async (key: string, value: string) => void texts.set(key, value),
    supportsPollingUpdatesFor: () => supportsPolling,
  };
}

describe('a start under both imports', () => {
  it.each([
    ['a client key', 'client-key'],
    ['no key', ''],
  ])('is refused with %s', async (_, key) => {
    const refused = await alike(({ StatsigServer }) =>
      outcome(() => new StatsigServer(key).initializeAsync()),
    );
    expect(refused).toEqual({ throws: 'StatsigInvalidArgumentError' });
  });

  it('fails without a server, and answers defaults', async () => {
    const answer = await alike(async (sdk) => {
      const statsig = create(sdk, { api: nowhere });
      const { success, source, error } = await statsig.initializeAsync();
      return {
        success,
        source,
        isError: error instanceof Error,
        gate: told(statsig.getFeatureGate(user, 'new_checkout')),
      };
    });
    expect(answer).toMatchObject({ success: false, isError: true, gate: { value: false } });
  });

  it('goes on to the server when bootstrap values are broken', async () => {
    const start = await alike(async (sdk) => {
      const { success, source } = await create(sdk, { bootstrapValues: '{ broken' }).initializeAsync();
      return { success, source };
    });
    expect(start).toEqual({ success: true, source: 'Network' });
  });

  it('is over by initTimeoutMs', async () => {
    const start = await alike(async (sdk) => {
      let release: (error: Error) => void = () => undefined;
      const answered = new Promise<never>((_, reject) => {
        release = reject;
      });
      answered.catch(() => undefined);
      const networkOverrideFunc = () => answered;
      const statsig = create(sdk, { networkOverrideFunc, initTimeoutMs: 30 });
      const { success, error } = await statsig.initializeAsync();
      const value = statsig.checkGate(user, 'new_checkout');
      release(new Error('The network is gone.'));
      return { success, isError: error instanceof Error, value };
    });
    expect(start).toEqual({ success: false, isError: true, value: false });
  });

  it('sends requests by networkOverrideFunc, and tells of rules', async () => {
    const seen = await alike(async (sdk) => {
      const urls = new Set<string>();
      const rules: [boolean, number][] = [];
      const statsig = create(sdk, {
        networkOverrideFunc: (url, params) => {
          urls.add(new URL(url).pathname.split('/')[2] ?? '');
          return fetch(url, params);
        },
        rulesUpdatedCallback: (text, time) => void rules.push([text.includes('new_checkout'), time]),
        disableRulesetsSync: true,
      });
      await statsig.initializeAsync();
      statsig.logEvent(user, 'sent');
      await statsig.flush();
      return { urls: [...urls].filter((name) => name !== 'get_id_lists').sort(), rules: rules.slice(0, 1) };
    });
    expect(seen).toEqual({
      urls: ['download_config_specs', 'log_event'],
      rules: [[true, 1_795_165_200_000]],
    });
  });
});

describe('a data adapter under both imports', () => {
  it.each([
    ['ours', official, facade],
    ['theirs', facade, official],
  ])('starts %s from what the other has written', async (_, writer, reader) => {
    const texts = new Map<string, string>();
    const adapter = memoryAdapter(texts);
    await create(writer, { dataAdapter: adapter }).initializeAsync();
    await expect.poll(() => texts.size).toBeGreaterThan(0);
    expect(adapter.asked).toEqual(['initialize']);

    const offline = { localMode: true, dataAdapter: memoryAdapter(texts) };
    const statsig = create(reader, offline);
    expect(await statsig.initializeAsync()).toMatchObject({ success: true, source: 'DataAdapter' });
    expect(statsig.getFeatureGate(user, 'free_shipping_nz')).toMatchObject({
      value: true,
      evaluationDetails: { reason: 'DataAdapter' },
    });
    await statsig.shutdownAsync();
    expect(offline.dataAdapter.asked).toEqual(['initialize', 'shutdown']);
  });

  it('is written by both under the same keys', async () => {
    const keys = await alike(async (sdk) => {
      const texts = new Map<string, string>();
      await create(sdk, { dataAdapter: memoryAdapter(texts), disableIdListsSync: true }).initializeAsync();
      await expect.poll(() => texts.size).toBeGreaterThan(0);
      return [...texts.keys()].filter((key) => key.includes('download_config_specs'));
    });
    expect(keys).toHaveLength(1);
  });

  it('that supports polling is asked for news, in place of the server', async () => {
    const news = await alike(async (sdk) => {
      const texts = new Map<string, string>();
      await create(sdk, { dataAdapter: memoryAdapter(texts) }).initializeAsync();
      await expect.poll(() => texts.size).toBeGreaterThan(0);
      const statsig = create(sdk, { dataAdapter: memoryAdapter(texts, true), api: nowhere });
      await statsig.initializeAsync();
      const [key] = [...texts.keys()].filter((each) => each.includes('download_config_specs'));
      const specs = JSON.parse(payload) as {
        time: number;
        feature_gates: { name: string; enabled: boolean }[];
      };
      for (const gate of specs.feature_gates) gate.enabled = false;
      texts.set(key ?? '', JSON.stringify({ ...specs, time: specs.time + 1 }));
      const before = statsig.checkGate(user, 'free_shipping_nz');
      await statsig.syncStoreSpecs();
      return { before, after: told(statsig.getFeatureGate(user, 'free_shipping_nz')) };
    });
    expect(news).toMatchObject({ before: true, after: { value: false, ruleID: 'disabled' } });
  });
});

describe('callbacks under both imports', () => {
  it('are told the same', async () => {
    const calls = await alike(async (sdk) => {
      const heard: unknown[] = [];
      const hear =
        (kind: string) =>
        (...given: unknown[]) => {
          const parts = given.map((part) => {
            const { eventName, metadata } = part as { eventName?: string; metadata?: { serverTime: number } };
            return eventName === undefined ? named(part) : { eventName, ...metadata, serverTime: 0 };
          });
          heard.push([kind, ...parts]);
        };
      const statsig = create(sdk, {
        evaluationCallback: hear('any'),
        evaluationCallbacks: {
          gateCallback: hear('gate'),
          dynamicConfigCallback: hear('config'),
          experimentCallback: hear('experiment'),
          layerCallback: hear('layer'),
          layerParamCallback: hear('parameter'),
        },
      });
      await statsig.initializeAsync();
      statsig.checkGate(user, 'free_shipping_nz');
      statsig.getConfig(user, 'shipping_rates', { disableExposureLogging: true });
      statsig.getExperiment(user, 'checkout_button');
      statsig.getLayer(user, 'checkout').get('color', '');
      return heard;
    });
    expect(calls.length).toBe(9);
  });

  const named = (part: unknown): unknown => {
    const { name, userID } = part as { name?: string; userID?: string };
    return name ?? userID ?? part;
  };
});

describe('the singleton under both imports', () => {
  it('is there from initialize to shutdown', async () => {
    const lived = await alike(async ({ Statsig }) => {
      const early = await outcome(() => Statsig.checkGate(user, 'new_checkout'));
      const flushed = await outcome(() => Statsig.flush());
      const end = await outcome(() => Statsig.shutdownAsync());
      const bad = await outcome(() => Statsig.initialize('client-key'));
      const options = { api: server.apiURL, logger: silent, disableDiagnostics: true };
      const { success } = await Statsig.initialize(sdkKey, options);
      const again = (await Statsig.initialize(sdkKey, { localMode: true })).success;
      const value = Statsig.checkGate(user, 'free_shipping_nz');
      await Statsig.shutdownAsync(500);
      const late = await outcome(() => Statsig.checkGate(user, 'new_checkout'));
      return { early, flushed, end, bad, success, again, value, late };
    });
    expect(lived).toMatchObject({ success: true, again: true, value: true });
    expect(lived.late).toEqual({ throws: 'StatsigUninitializedError' });
  });
});
