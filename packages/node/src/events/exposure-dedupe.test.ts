import type { Exposure, StatsigUser } from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import { EventUser } from './event-user.ts';
import { ExposureDedupe } from './exposure-dedupe.ts';

const gate = (metadata: Exposure['metadata']): Exposure => ({
  eventName: 'statsig::gate_exposure',
  metadata,
  secondaryExposures: [],
});
const open = gate({ gate: 'g', gateValue: 'true', ruleID: 'r', serverTime: 1 });
const ada = { userID: 'ada' };

describe('ExposureDedupe', () => {
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
  ])('tells %s', (_name, [firstUser, first], [secondUser, second], isNew) => {
    const dedupe = new ExposureDedupe();
    expect(dedupe.isNew(new EventUser(firstUser, undefined).identity, first, 0)).toBe(true);
    expect(dedupe.isNew(new EventUser(secondUser, undefined).identity, second, 1)).toBe(isNew);
  });

  it('lets the same count again a minute after it counted, however often it was seen meanwhile', () => {
    const dedupe = new ExposureDedupe();
    const seen = [0, 30_000, 59_999, 60_000, 119_999, 120_000].map((now) => dedupe.isNew('u', open, now));
    expect(seen).toEqual([true, false, false, true, false, true]);
  });

  it('forgets the longest unseen beyond 100,000', () => {
    const dedupe = new ExposureDedupe();
    const isNew = (userID: string) => dedupe.isNew(userID, open, 0);
    for (let index = 0; index < 100_000; index += 1) isNew(`u${index}`);
    expect(isNew('u0')).toBe(false);
    expect(isNew('u99999')).toBe(false);
    expect(isNew('u1')).toBe(true);
    expect(isNew('u0')).toBe(false);
  });
});
