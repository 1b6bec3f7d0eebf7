import { deepEqual, equal } from 'node:assert/strict';
import type { StickyValues, UserPersistedValues, UserPersistentStorage } from '@acme/statsig-node';
import { type ContractCase, hostileNames } from './contract.ts';

/** What the contract needs to know about an implementation. */
export interface UserPersistentStorageContractOptions {
  /** Makes a storage that holds nothing. Called once for each case. */
  create(): UserPersistentStorage | Promise<UserPersistentStorage>;
}

/**
 * What every storage of users' groups has to do, as tests for any runner.
 *
 * @example
 * describe('my storage', () => {
 *   for (const { name, run } of userPersistentStorageContract({ create: () => myStorage() })) it(name, run);
 * });
 */
export function userPersistentStorageContract({
  create,
}: UserPersistentStorageContractOptions): readonly ContractCase[] {
  return Object.entries(cases).map(([name, run]) => ({ name, run: async () => run(await create()) }));
}

const unit = 'user-1:userID';

/** An assignment as the SDK keeps it, told apart by its rule. */
function assignment(ruleID: string): StickyValues {
  return {
    value: true,
    json_value: { color: ruleID, nested: { list: [1, null, 'ü'] } },
    rule_id: ruleID,
    group_name: ruleID,
    secondary_exposures: [{ gate: 'gate', gateValue: 'true', ruleID: 'rule' }],
    undelegated_secondary_exposures: [],
    config_delegate: '',
    explicit_parameters: [],
    time: 1_700_000_000_000,
    configVersion: 3,
  };
}

async function loaded(storage: UserPersistentStorage, key: string): Promise<UserPersistedValues> {
  // A storage may make objects without a prototype.
  return { ...(await storage.load(key)) };
}

const cases: Readonly<Record<string, (storage: UserPersistentStorage) => Promise<void>>> = {
  'has nothing for a unit that was never saved': async (storage) => {
    deepEqual(await loaded(storage, unit), {});
  },
  'gives back what was saved, by the name of the experiment': async (storage) => {
    await storage.save(unit, 'button', assignment('red'));
    await storage.save(unit, 'banner', assignment('blue'));
    await storage.save('user-2:userID', 'button', assignment('green'));
    deepEqual(await loaded(storage, unit), { button: assignment('red'), banner: assignment('blue') });
    deepEqual(await loaded(storage, 'user-2:userID'), { button: assignment('green') });
  },
  'keeps what was saved last': async (storage) => {
    await storage.save(unit, 'button', assignment('red'));
    await storage.save(unit, 'button', assignment('blue'));
    deepEqual(await loaded(storage, unit), { button: assignment('blue') });
  },
  'forgets what is deleted, and no more': async (storage) => {
    await storage.save(unit, 'button', assignment('red'));
    await storage.save(unit, 'banner', assignment('blue'));
    await storage.delete(unit, 'button');
    await storage.delete(unit, 'never saved');
    await storage.delete('user-2:userID', 'banner');
    deepEqual(await loaded(storage, unit), { banner: assignment('blue') });
    await storage.delete(unit, 'banner');
    deepEqual(await loaded(storage, unit), {});
  },
  'takes any unit and any name, and mixes none up': async (storage) => {
    for (const name of hostileNames) {
      await storage.save(name, 'button', assignment('red'));
      await storage.save(unit, name, assignment(name));
    }
    const values = await loaded(storage, unit);
    for (const name of hostileNames) {
      deepEqual(await loaded(storage, name), { button: assignment('red') });
      equal(Object.entries(values).find(([each]) => each === name)?.[1].rule_id, name);
    }
  },
  'keeps all that is saved at once': async (storage) => {
    const names = Array.from({ length: 30 }, (_, index) => `experiment ${index}`);
    await Promise.all(names.map(async (name) => storage.save(unit, name, assignment(name))));
    deepEqual(Object.keys(await loaded(storage, unit)).toSorted(), names.toSorted());
  },
};
