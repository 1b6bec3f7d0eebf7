import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createStatsig, type DataAdapter, memoryDataAdapter } from '@acme/statsig-node';
import { Statsig as ServerCore, StatsigUser as ServerCoreUser } from '@statsig/statsig-node-core';
import { StatsigServer } from 'statsig-node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { condition, gate, rule, v1Payload, v2Payload } from './payloads.test-support.ts';

const sdkKey = 'secret-caches-1234567890abcdef';
const nowhere = 'http://127.0.0.1:9/v1';
const ada = { userID: 'ada' };
const inList = condition('unit_id', { operator: 'in_segment_list', targetValue: 'vips', field: 'userID' });
const project = {
  gates: [
    gate('open', { rules: [rule('everyone', [condition('public')], { returnValue: true })] }),
    gate('vip', { rules: [rule('listed', [inList], { returnValue: true })] }),
  ],
};
const lines = ['ada', 'bob']
  .map((id) => `+${createHash('sha256').update(id).digest('base64').slice(0, 8)}\n`)
  .join('');

/** A server with the project and its one ID list, as both official SDKs ask for them. */
async function startServer(): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const { port } = server.address() as AddressInfo;
    const file = {
      name: 'vips',
      size: lines.length,
      url: `http://127.0.0.1:${port}/vips`,
      fileID: 'f',
      creationTime: 1,
    };
    const body = url.includes('get_id_lists')
      ? JSON.stringify({ vips: file })
      : url === '/vips'
        ? lines
        : url.startsWith('/v2/')
          ? v2Payload(project)
          : v1Payload(project);
    response.writeHead(200, { 'content-length': String(Buffer.byteLength(body)) }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startLegacy(adapter: DataAdapter, api: string): Promise<StatsigServer> {
  const silent = (): void => undefined;
  const statsig = new StatsigServer(sdkKey, {
    api,
    initStrategyForIP3Country: 'none',
    disableAllLogging: true,
    disableDiagnostics: true,
    logger: { logLevel: 'none', warn: silent, error: silent },
    dataAdapter: {
      initialize: async () => undefined,
      shutdown: async () => undefined,
      get: async (key) => found(await adapter.get(key)),
      set: async (key, value) => void (await adapter.set(key, value)),
      supportsPollingUpdatesFor: () => false,
    },
  });
  await statsig.initializeAsync();
  onTestFinished(() => statsig.shutdownAsync());
  return statsig;
}

async function startServerCore(adapter: DataAdapter, server: string): Promise<ServerCore> {
  const statsig = new ServerCore(sdkKey, {
    specsUrl: `${server}/v2/download_config_specs`,
    logEventUrl: nowhere,
    disableAllLogging: true,
    outputLogLevel: 'none',
    dataStore: {
      // Without these the store is never read.
      initialize: async () => undefined,
      shutdown: async () => undefined,
      get: async (key) => found(await adapter.get(key)),
      set: async (key, value) => void (await adapter.set(key, value)),
      supportPollingUpdatesFor: async () => false,
    },
  });
  await statsig.initialize();
  onTestFinished(async () => void (await statsig.shutdown()));
  return statsig;
}

/** An answer in the words of the official SDKs. */
function found(result: string | null | undefined): { result?: string; time: number } {
  return result === undefined || result === null ? { time: 0 } : { result, time: 0 };
}

/** Resolves when something is under a key that passes. */
function setIn(
  adapter: DataAdapter,
  passes: (key: string) => boolean,
): { adapter: DataAdapter; done: Promise<void> } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return {
    done: promise,
    adapter: {
      get: adapter.get,
      set: async (key, value) => {
        await adapter.set(key, value);
        if (passes(key)) resolve();
      },
    },
  };
}

describe('P34: caches are handed over', () => {
  it('from the legacy SDK, specs and ID lists', async () => {
    const memory = memoryDataAdapter();
    const { adapter, done } = setIn(memory, (key) => key.includes('get_id_lists'));
    await startLegacy(adapter, `${await startServer()}/v1`);
    await done;
    await using ours = createStatsig({ sdkKey, offline: true, dataAdapter: memory, disableAllLogging: true });
    expect((await ours.initialize()).source).toBe('DataAdapter');
    expect([
      ours.checkGate(ada, 'open'),
      ours.checkGate(ada, 'vip'),
      ours.checkGate({ userID: 'eve' }, 'vip'),
    ]).toEqual([true, true, false]);
  });

  it('to the legacy SDK, specs and ID lists', async () => {
    const memory = memoryDataAdapter();
    const { adapter, done } = setIn(memory, (key) => key.includes('get_id_lists'));
    const apiURL = `${await startServer()}/v1`;
    await using ours = createStatsig({ sdkKey, apiURL, dataAdapter: adapter, disableAllLogging: true });
    await ours.initialize();
    await done;
    const legacy = await startLegacy(memory, nowhere);
    expect(legacy.getFeatureGateSync(ada, 'open')).toMatchObject({
      value: true,
      evaluationDetails: { reason: 'DataAdapter' },
    });
    expect([legacy.checkGateSync(ada, 'vip'), legacy.checkGateSync({ userID: 'eve' }, 'vip')]).toEqual([
      true,
      false,
    ]);
  });

  it('from Server Core', async () => {
    const memory = memoryDataAdapter();
    const { adapter, done } = setIn(memory, (key) => key.includes('download_config_specs'));
    await startServerCore(adapter, await startServer());
    await done;
    await using ours = createStatsig({ sdkKey, offline: true, dataAdapter: memory, disableAllLogging: true });
    expect((await ours.initialize()).source).toBe('DataAdapter');
    expect(ours.checkGate(ada, 'open')).toBe(true);
  });

  it('to Server Core', async () => {
    const memory = memoryDataAdapter();
    const { adapter, done } = setIn(memory, (key) => key.endsWith('|lcut'));
    const apiURL = `${await startServer()}/v1`;
    const specs = { version: 'v2' } as const;
    await using ours = createStatsig({
      sdkKey,
      apiURL,
      specs,
      dataAdapter: adapter,
      disableAllLogging: true,
    });
    await ours.initialize();
    await done;
    const core = await startServerCore(memory, 'http://127.0.0.1:9');
    const answer = core.getFeatureGate(new ServerCoreUser(ada), 'open');
    expect([answer.value, answer.details.reason]).toEqual([true, 'Adapter(DataStore):Recognized']);
  });
});
