import type { UserPersistedValues as EngineValues } from '@acme/statsig-core';
import type { UserPersistentStorage } from '../sticky/user-persistent-storage.ts';
import type { Guard } from './guard.ts';

/** A gate that was asked on the way to an answer. */
export type SecondaryExposure = { gate: string; gateValue: string; ruleID: string };

/** A user's group in one experiment, as it is kept. */
export type StickyValues = {
  value: boolean;
  json_value: Record<string, unknown>;
  rule_id: string;
  group_name: string | null;
  secondary_exposures: SecondaryExposure[];
  undelegated_secondary_exposures: SecondaryExposure[];
  config_delegate: string | null;
  explicit_parameters: string[] | null;
  time: number;
  configVersion?: number | undefined;
};

/** All that is kept for one unit, by the name of the experiment. */
export type UserPersistedValues = Record<string, StickyValues>;

/** A storage of users' groups, which answers at once. */
export interface IUserPersistentStorage {
  load(key: string): UserPersistedValues;
  save(key: string, configName: string, data: StickyValues): void;
  delete(key: string, configName: string): void;
}

/** What an application's storage has under a key; nothing when it throws. */
export function storedValues(
  storage: IUserPersistentStorage | null | undefined,
  key: string | null,
  guard: Guard,
): UserPersistedValues {
  let values: UserPersistedValues | null | undefined;
  guard(() => {
    if (key !== null) values = storage?.load(key);
  });
  return values ?? {};
}

/** The same values, which the engine reads with care, whoever wrote them. */
export function engineValues(
  values: UserPersistedValues | null | undefined,
): EngineValues | null | undefined {
  return values as EngineValues | null | undefined;
}

/** The same storage: its keys and values are the engine's as well. */
export function engineStorage(storage: IUserPersistentStorage): UserPersistentStorage {
  return {
    load: (key) => engineValues(storage.load(key)),
    save: (key, configName, values) => storage.save(key, configName, values as StickyValues),
    delete: (key, configName) => storage.delete(key, configName),
  };
}
