import type { Exposure, StatsigUser } from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import { EventUser } from './event-user.ts';
import { exposureKey } from './exposure-key.ts';

const gate = (metadata: Exposure['metadata']): Exposure => ({
  eventName: 'statsig::gate_exposure',
  metadata,
  secondaryExposures: [],
});
const open = gate({ gate: 'g', gateValue: 'true', ruleID: 'r', serverTime: 1 });
const ada = { userID: 'ada' };

describe('exposureKey', () => {
  it.each<[name: string, first: [StatsigUser, Exposure], second: [StatsigUser, Exposure], isNew: boolean]>([
    ['the same again', [ada, open], [ada, open], false],
    ['another time', [ada, open], [ada, gate({ ...open.metadata, serverTime: 2, configSyncTime: 3 })], false],
    ['another reason', [ada, open], [ada, gate({ ...open.metadata, reason: 'Network' })], false],
    ['another user', [ada, open], [{ userID: 'bob' }, open], true],
    ['another rule', [ada, open], [ada, gate({ ...open.metadata, ruleID: 's' })], true],
    ['by hand', [ada, open], [ada, gate({ ...open.metadata, isManualExposure: 'true' })], true],
    ['another event', [ada, open], [ada, { ...open, eventName: 'statsig::config_exposure' }], true],
    [
      'a custom ID of another name',
      [{ userID: 'u', customIDs: { x: '1' } }, open],
      [{ userID: 'u', customIDs: { y: '1' } }, open],
      true,
    ],
    [
      'texts that are the same when joined',
      [ada, gate({ gate: 'ab', ruleID: 'c' })],
      [ada, gate({ gate: 'a', ruleID: 'bc' })],
      true,
    ],
    ['a number as an ID', [{ userID: 5 }, open], [{ userID: '5' }, open], false],
  ])('tells %s', (_name, first, second, isNew) => {
    const key = ([user, exposure]: [StatsigUser, Exposure]) =>
      exposureKey(new EventUser(user, undefined).identity, exposure);
    expect(key(first) !== key(second)).toBe(isNew);
  });
});
