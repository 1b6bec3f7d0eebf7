import { readFile } from 'node:fs/promises';
import { shopProjectFile } from '@acme/statsig-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answers,
  type Call,
  clientResponses,
  lists,
  misuse,
  overrides,
  sticky,
} from './legacy-scripts.test-support.ts';
import { facade, type LegacySDK, official, type StatsigOptions } from './legacy-sdk.test-support.ts';
import { comparable } from './normalise.test-support.ts';
import { told } from './told.test-support.ts';
import { startWatchedServer, type WatchedServer } from './watched-server.test-support.ts';

// The same script under both imports, against the same server: equal results, equal events.

const silent = { logLevel: 'none', warn: () => undefined, error: () => undefined } as const;
const payload = await readFile(shopProjectFile, 'utf8');

/** A storage like those that applications write. */
function userStorage() {
  const units = new Map<string, Record<string, unknown>>();
  return {
    load: (key: string) => (units.get(key) ?? {}) as never,
    save: (key: string, name: string, values: unknown) =>
      void units.set(key, { ...units.get(key), [name]: values }),
    delete: (key: string, name: string) => void delete units.get(key)?.[name],
  };
}

interface Scenario {
  readonly name: string;
  readonly script: readonly Call[];
  readonly options: () => StatsigOptions;
}

const noNetwork = { disableRulesetsSync: true, disableIdListsSync: true } as const;
const everything = [...lists, ...answers, ...misuse];
const scenarios: readonly Scenario[] = [
  { name: 'network', script: everything, options: () => ({}) },
  { name: 'an environment', script: answers, options: () => ({ environment: { tier: 'staging' } }) },
  { name: 'bootstrap', script: everything, options: () => ({ bootstrapValues: payload, ...noNetwork }) },
  { name: 'local mode', script: everything, options: () => ({ bootstrapValues: payload, localMode: true }) },
  { name: 'local mode without specs', script: everything, options: () => ({ localMode: true }) },
  { name: 'client initialize response', script: clientResponses, options: () => ({}) },
  { name: 'overrides', script: overrides, options: () => ({}) },
  { name: 'sticky', script: sticky, options: () => ({ userPersistentStorage: userStorage() }) },
];

let server: WatchedServer;
const keyOf = ({ name }: LegacySDK, scenario: string) =>
  `secret-${name}-${scenario}`.replaceAll(/[^\w-]/g, '-');

beforeAll(async () => {
  const keys = scenarios.flatMap(({ name }) => [keyOf(official, name), keyOf(facade, name)]);
  server = await startWatchedServer(keys);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** Runs a script, and returns what came of it. */
async function run(sdk: LegacySDK, { name, script, options }: Scenario) {
  const sdkKey = keyOf(sdk, name);
  const statsig = new sdk.StatsigServer(sdkKey, {
    api: server.apiURL,
    logger: silent,
    disableDiagnostics: true,
    ...options(),
  });
  const before = script.slice(0, 3).map(([what, call]) => [what, told(attempt(() => call(statsig)))]);
  const { duration, error, ...start } = await statsig.initializeAsync();
  const results = script.map(([what, call]) => [what, told(attempt(() => call(statsig)))]);
  await statsig.flush();
  await statsig.shutdownAsync(2_000);
  const after = script.slice(-3).map(([what, call]) => [what, told(attempt(() => call(statsig)))]);
  const isTimed = duration >= 0 && (error === undefined || error instanceof Error);
  return {
    before,
    start: { ...start },
    isTimed,
    results,
    after,
    events: comparable(server.eventsOf(sdkKey)),
  };
}

function attempt(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

describe('a script under both imports', () => {
  it.each(scenarios)('gives the same results and events: $name', async (scenario) => {
    const theirs = await run(official, scenario);
    const ours = await run(facade, scenario);

    for (const [i, [what, result]] of theirs.results.entries()) {
      expect([what, ours.results[i]?.[1]]).toEqual([what, result]);
    }
    expect(ours).toEqual(theirs);
    expect(theirs.results.length).toBe(scenario.script.length);
  });
});
