import type { StatsigUser } from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import { startOffline } from '../offline.test-support.ts';
import { asV2, experimentSpec, layerSpec, specsPayload } from '../specs.test-support.ts';
import { RecordingLogger } from '../statsig.test-support.ts';
import { memoryUserPersistentStorage, type UserPersistentStorage } from './user-persistent-storage.ts';

/** A user of this group, today. */
const userIn = (group: string): StatsigUser => ({ userID: 'user-1', custom: { group } });
const key = 'user-1:userID';
const quiet = { disableExposureLogging: true };

function v1(fields: object = {}) {
  return {
    ...specsPayload(),
    dynamic_configs: [experimentSpec('button', fields)],
    layer_configs: [layerSpec('home', 'button')],
  };
}

const targeting = {
  ...experimentSpec('button').rules[0],
  id: 'inlineTargetingRules',
  name: 'inlineTargetingRules',
  isExperimentGroup: false,
};

/** Answers by promise, after a turn. */
function asynchronous(storage: UserPersistentStorage): UserPersistentStorage {
  return {
    load: async (...query) => storage.load(...query),
    save: async (...change) => void storage.save(...change),
    delete: async (...change) => void storage.delete(...change),
  };
}

const payloads = { v1: v1(), v2: asV2(v1()) };
const wrapped = { synchronous: (storage: UserPersistentStorage) => storage, asynchronous };

describe.each([
  ['v1', 'synchronous'],
  ['v1', 'asynchronous'],
  ['v2', 'synchronous'],
  ['v2', 'asynchronous'],
] as const)('with specs of %s and a storage that is %s, a user', (version, kind) => {
  const start = async () => {
    const memory = memoryUserPersistentStorage();
    const options = { userPersistentStorage: wrapped[kind](memory) };
    return { memory, ...(await startOffline(payloads[version], options)) };
  };

  it('stays in the group of the first time', async () => {
    const { statsig, exposures } = await start();
    const first = statsig.forUser(userIn('red'));
    const userPersistedValues = await first.loadUserPersistedValues('userID');
    expect(userPersistedValues).toEqual({});
    expect(first.getExperiment('button', { ...quiet, userPersistedValues }).get('color', '')).toBe('red');
    await statsig.flush();

    const moved = userIn('blue');
    const kept = await statsig.loadUserPersistedValues(moved, 'userID');
    const experiment = statsig.getExperiment(moved, 'button', { userPersistedValues: kept });
    expect(experiment).toMatchObject({
      value: { color: 'red' },
      ruleID: 'red',
      groupName: 'red',
      isUserInExperiment: true,
      details: { reason: 'Persisted' },
    });
    expect(await exposures()).toMatchObject([{ config: 'button', ruleID: 'red', reason: 'Persisted' }]);
  });

  it('stays in the group that a layer gave', async () => {
    const { statsig, exposures } = await start();
    statsig.getLayer(userIn('red'), 'home', { ...quiet, userPersistedValues: {} });
    await statsig.flush();
    const userPersistedValues = await statsig.loadUserPersistedValues(userIn('blue'), 'userID');
    const layer = statsig.getLayer(userIn('blue'), 'home', { userPersistedValues });
    expect(layer).toMatchObject({ allocatedExperiment: 'button', details: { reason: 'Persisted' } });
    expect(layer.get('color', '')).toBe('red');
    expect(await exposures()).toMatchObject([{ config: 'home', ruleID: 'red', parameterName: 'color' }]);
  });

  it.each<[name: string, options: object]>([
    ['nothing was loaded', {}],
    ['the caller wants it so', { userPersistedValues: null }],
  ])('gets the answer of today, and loses the group, when %s', async (_name, options) => {
    const { statsig, memory } = await start();
    statsig.getExperiment(userIn('red'), 'button', { userPersistedValues: {} });
    statsig.getLayer(userIn('red'), 'home', { userPersistedValues: {} });
    expect(memory.load(key)).toMatchObject({ button: { rule_id: 'red' }, home: { rule_id: 'red' } });
    expect(statsig.getExperiment(userIn('blue'), 'button', options).get('color', '')).toBe('blue');
    expect(memory.load(key)).not.toHaveProperty('button');
    expect(statsig.getLayer(userIn('blue'), 'home', options).get('color', '')).toBe('blue');
    expect(memory.load(key)).toBeUndefined();
  });
});

describe('a user who is in a group', () => {
  async function withKept(fields: object) {
    const before = await startOffline(v1());
    const storage = memoryUserPersistentStorage();
    const keeping = await startOffline(v1(), { userPersistentStorage: storage });
    keeping.statsig.getExperiment(userIn('red'), 'button', { userPersistedValues: {} });
    const after = await startOffline(v1(fields), { userPersistentStorage: storage });
    const userPersistedValues = await after.statsig.loadUserPersistedValues(userIn('red'), 'userID');
    return { before, after, storage, userPersistedValues };
  }

  it('leaves it when the experiment ends', async () => {
    const { after, storage, userPersistedValues } = await withKept({ isActive: false });
    after.statsig.getExperiment(userIn('blue'), 'button', { userPersistedValues });
    expect(storage.load(key)).toBeUndefined();
  });

  it.each<[name: string, options: object, color: string]>([
    ['stays, although targeting leaves the user out', {}, 'red'],
    ['leaves, when the caller enforces targeting', { enforceTargeting: true }, 'targeted'],
  ])('%s', async (_name, options, color) => {
    const conditions = [{ type: 'public' }];
    const rule = { ...targeting, conditions, returnValue: { color: 'targeted' } };
    const { after, userPersistedValues } = await withKept({ rules: [rule] });
    const experiment = after.statsig.getExperiment(userIn('blue'), 'button', {
      userPersistedValues,
      ...options,
    });
    expect(experiment.get('color', '')).toBe(color);
  });

  it.each<[name: string, options: object, color: string]>([
    ['stays, although the project overrides it', {}, 'red'],
    ['leaves, when the caller enforces overrides', { enforceOverrides: true }, 'overridden'],
  ])('%s', async (_name, options, color) => {
    const rule = { ...targeting, id: 'id_override', conditions: [{ type: 'public' }] };
    const rules = [{ ...rule, returnValue: { color: 'overridden' } }];
    const { after, userPersistedValues } = await withKept({ rules });
    const experiment = after.statsig.getExperiment(userIn('blue'), 'button', {
      userPersistedValues,
      ...options,
    });
    expect(experiment.get('color', '')).toBe(color);
  });
});

describe('without a storage', () => {
  it.each([
    ['v1', 'red'],
    ['v2', 'blue'],
  ] as const)('specs of %s answer %s to values that the caller kept', async (version, color) => {
    const storage = memoryUserPersistentStorage();
    const keeping = await startOffline(payloads[version], { userPersistentStorage: storage });
    keeping.statsig.getExperiment(userIn('red'), 'button', { userPersistedValues: {} });
    const userPersistedValues = await keeping.statsig.loadUserPersistedValues(userIn('red'), 'userID');

    const { statsig } = await startOffline(payloads[version]);
    const experiment = statsig.getExperiment(userIn('blue'), 'button', { userPersistedValues });
    expect(experiment.get('color', '')).toBe(color);
  });

  it('nothing is kept', async () => {
    const { statsig } = await startOffline(v1());
    expect(await statsig.loadUserPersistedValues(userIn('red'), 'userID')).toEqual({});
  });
});

describe('loadUserPersistedValues', () => {
  it.each<[version: 'v1' | 'v2', user: StatsigUser, idType: string, key: string | null]>([
    ['v1', { userID: 'a' }, 'userID', 'a:userID'],
    ['v1', { customIDs: { companyID: 7 } }, 'companyID', '7:companyID'],
    ['v1', { userID: 'a' }, 'companyID', ':companyID'],
    ['v2', { userID: 'a' }, 'userID', 'a:userID'],
    ['v2', { userID: 'a' }, 'companyID', null],
  ])('asks, with specs of %s, for %j and %s by %j', async (version, user, idType, asked) => {
    const keys: string[] = [];
    const storage = { ...memoryUserPersistentStorage(), load: (name: string) => void keys.push(name) };
    const { statsig } = await startOffline(payloads[version], { userPersistentStorage: storage });
    expect(await statsig.forUser(user).loadUserPersistedValues(idType)).toEqual({});
    expect(keys).toEqual(asked === null ? [] : [asked]);
  });
});

describe('prefetch', () => {
  const companies = { ...experimentSpec('plan'), idType: 'companyID' };
  const bootstrap = { ...v1(), dynamic_configs: [experimentSpec('button'), companies] };
  const user = { ...userIn('red'), customIDs: { companyID: 'acme' } };

  it('loads the groups of all units of a user, each experiment by its own', async () => {
    const memory = memoryUserPersistentStorage();
    const options = { userPersistentStorage: asynchronous(memory) };
    const { statsig } = await startOffline(bootstrap, options);
    const nothing = await statsig.prefetch(user);
    expect(nothing).toEqual({});
    for (const name of ['button', 'plan'])
      statsig.getExperiment(user, name, { userPersistedValues: nothing });
    await statsig.flush();

    const moved = { ...user, custom: { group: 'blue' } };
    const userPersistedValues = await statsig.prefetch(moved);
    expect(Object.keys(userPersistedValues).toSorted()).toEqual(['button', 'plan']);
    for (const name of ['button', 'plan']) {
      const { value, details } = statsig.getExperiment(moved, name, { userPersistedValues });
      expect([value['color'], details.reason]).toEqual(['red', 'Persisted']);
    }
    const colleague = { userID: 'user-2', customIDs: { companyID: 'acme' } };
    expect(Object.keys(await statsig.prefetch(colleague))).toEqual(['plan']);
  });

  it('does not mix up what another unit has kept under the same name', async () => {
    const memory = memoryUserPersistentStorage();
    const { statsig } = await startOffline(bootstrap, { userPersistentStorage: memory });
    statsig.getExperiment(user, 'plan', { userPersistedValues: {} });
    const [kept] = Object.values({ ...(await memory.load('acme:companyID')) });
    if (kept === undefined) throw new Error('nothing kept');
    memory.save(key, 'plan', { ...kept, rule_id: 'stale' });
    expect((await statsig.prefetch(user))['plan']?.rule_id).toBe('red');
  });

  it('keeps nothing when one unit cannot be read', async () => {
    const memory = memoryUserPersistentStorage();
    const load = (unit: string) => {
      if (unit !== key) throw new Error('storage broke');
      return memory.load(unit);
    };
    const { statsig } = await startOffline(bootstrap, {
      userPersistentStorage: { ...memory, load },
      logger: new RecordingLogger(),
    });
    const userPersistedValues = await statsig.prefetch(user);
    statsig.getExperiment(user, 'button', { userPersistedValues });
    expect(memory.load(key)).toBeUndefined();
  });
});
