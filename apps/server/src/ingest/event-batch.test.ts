import { describe, expect, it } from 'vitest';
import { readEventBatch } from './event-batch.ts';

const received = Date.UTC(2027, 0, 1);
const hourMs = 3_600_000;

const read = (event: object, clientTime = received) =>
  readEventBatch([{ eventName: 'purchase', user: {}, time: received, ...event }], {
    environment: 'production',
    batchID: undefined,
    clientTime,
    receivedAt: received,
  }).batch;

describe('the time of an event', () => {
  it.each([
    ['is kept while the clocks agree', received - 5000, received, received - 5000],
    ['is kept while they nearly agree', received - 5000, received - 1000, received - 5000],
    ['moves with a clock that is an hour slow', received - hourMs, received - hourMs, received],
    ['moves with a clock that is an hour fast', received + hourMs - 5000, received + hourMs, received - 5000],
    ['moves with a clock that stands at its epoch', 0, 0, received],
    ['is cut to whole milliseconds', received + 0.75, received, received],
  ])('%s', (_case, time, clientTime, expected) => {
    expect(read({ time }, clientTime).events[0]?.time).toBe(expected);
  });
});

describe('the unit of an event', () => {
  it.each([
    [{ userID: 'ada' }, 'ada'],
    [{ userID: 'ada', customIDs: { stableID: 's1' } }, 'ada'],
    [{ userID: 42 }, '42'],
    [{ userID: '', customIDs: { stableID: 's1' } }, '{"stableID":"s1"}'],
    [{ customIDs: { stableID: 's1' } }, '{"stableID":"s1"}'],
    [{ userID: null, customIDs: null }, ''],
    [{}, ''],
  ])('of user %j is "%s"', (user, unitID) => {
    expect(read({ user }).events[0]?.unitID).toBe(unitID);
  });
});

describe('what is kept of an event', () => {
  it('is everything but private attributes', () => {
    const user = {
      userID: 'ada',
      email: 'ada@shop.example',
      custom: { plan: 'team' },
      privateAttributes: { ssn: '078-05-1120' },
    };
    const event = { user, value: 12.5, metadata: { sku: 'a' }, secondaryExposures: [{ gate: 'g' }] };
    const { privateAttributes: _, ...kept } = user;
    expect(JSON.parse(read(event).events[0]?.body ?? '')).toEqual({
      eventName: 'purchase',
      time: received,
      ...event,
      user: kept,
    });
  });
});

describe('the exposure of an event', () => {
  const nothing = { gateValue: '', parameterName: '', allocatedExperiment: '', ruleID: '' };

  it.each([
    ['purchase', { gate: 'g' }, null],
    ['statsig::gate_exposure', undefined, null],
    ['statsig::gate_exposure', 'text', null],
    ['statsig::gate_exposure', {}, null],
    ['statsig::gate_exposure', { gate: { name: 'g' } }, null],
    ['statsig::gate_exposure', { gate: 'g' }, { name: 'g', ...nothing }],
    [
      'statsig::gate_exposure',
      { gate: 'g', gateValue: 'true', ruleID: 'r', reason: 'Network' },
      { ...nothing, name: 'g', gateValue: 'true', ruleID: 'r' },
    ],
    ['statsig::config_exposure', { config: 'c', ruleID: 'r' }, { ...nothing, name: 'c', ruleID: 'r' }],
    [
      'statsig::layer_exposure',
      { config: 'l', ruleID: 'r', parameterName: 'color', allocatedExperiment: 'e' },
      { name: 'l', gateValue: '', parameterName: 'color', allocatedExperiment: 'e', ruleID: 'r' },
    ],
  ])('%s with %j is %j', (eventName, metadata, expected) => {
    const { exposure } = read({ eventName, metadata }).events[0] ?? {};
    expect(exposure).toEqual(expected && { eventName, ...expected });
  });
});
