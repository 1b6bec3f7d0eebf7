import type { StickyValues } from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import { memoryUserPersistentStorage } from './user-persistent-storage.ts';

const values = (rule_id: string): StickyValues => ({
  value: true,
  json_value: {},
  rule_id,
  group_name: null,
  secondary_exposures: [],
  undelegated_secondary_exposures: null,
  config_delegate: null,
  explicit_parameters: null,
  time: null,
});

describe('a storage in memory', () => {
  it('keeps the assignments of each unit apart', () => {
    const storage = memoryUserPersistentStorage();
    storage.save('a:userID', 'button', values('red'));
    storage.save('a:userID', '__proto__', values('odd'));
    storage.save('b:userID', 'button', values('blue'));
    storage.save('b:userID', 'button', values('green'));
    expect(Object.entries(storage.load('a:userID') ?? {})).toEqual([
      ['button', values('red')],
      ['__proto__', values('odd')],
    ]);
    expect(storage.load('b:userID')).toEqual({ button: values('green') });
    expect(storage.load('c:userID')).toBeUndefined();
  });

  it('forgets what is deleted, and no more', () => {
    const storage = memoryUserPersistentStorage();
    storage.save('a:userID', 'button', values('red'));
    storage.save('a:userID', 'banner', values('red'));
    const before = storage.load('a:userID');
    storage.delete('a:userID', 'button');
    storage.delete('b:userID', 'button');
    expect(storage.load('a:userID')).toEqual({ banner: values('red') });
    expect(before).toHaveProperty('button');
    storage.delete('a:userID', 'banner');
    expect(storage.load('a:userID')).toBeUndefined();
  });
});
