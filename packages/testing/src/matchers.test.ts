import { describe, expect, it } from 'vitest';
import { createTestStatsig, type LoggedEvents, statsigMatchers } from './index.ts';
import './vitest.ts';

const ada = { userID: 'ada' };

async function visited(): Promise<LoggedEvents> {
  const statsig = await createTestStatsig({
    gates: { open: true },
    experiments: { button: { groupName: 'treatment', value: { color: 'red' } } },
    layers: { home: { title: 'Home' } },
  });
  const flags = statsig.forUser(ada);
  flags.checkGate('open');
  flags.getExperiment('button');
  flags.getLayer('home').get('title', '');
  flags.logEvent('order_placed', { value: 12, metadata: { items: ['pen', 'ink'], shop: 'north' } });
  return statsig;
}

const exposures: readonly [name: string, expected: object, isFound: boolean][] = [
  ['open', {}, true],
  ['open', { userID: 'ada', value: true }, true],
  ['open', { value: false }, false],
  ['open', { userID: 'bob' }, false],
  ['button', { ruleID: 'button:treatment' }, true],
  ['button', { ruleID: 'button:control' }, false],
  ['home', { parameter: 'title' }, true],
  ['home', { parameter: 'color' }, false],
  ['order_placed', {}, false],
];

describe('toHaveExposed', () => {
  it.each(exposures)('of %s with %j: %s', async (name, expected, isFound) => {
    const statsig = await visited();
    if (isFound) await expect(statsig).toHaveExposed(name, expected);
    else await expect(statsig).not.toHaveExposed(name, expected);
  });
});

const events: readonly [eventName: string, expected: object, isFound: boolean][] = [
  ['order_placed', {}, true],
  ['order_placed', { userID: 'ada', value: 12 }, true],
  ['order_placed', { metadata: { items: ['pen', 'ink'] } }, true],
  ['order_placed', { metadata: { items: ['pen'] } }, false],
  ['order_placed', { value: '12' }, false],
  ['statsig::gate_exposure', {}, false],
];

describe('toHaveLogged', () => {
  it.each(events)('of %s with %j: %s', async (eventName, expected, isFound) => {
    const statsig = await visited();
    if (isFound) await expect(statsig).toHaveLogged(eventName, expected);
    else await expect(statsig).not.toHaveLogged(eventName, expected);
  });
});

it('says what there was instead', async () => {
  const result = await statsigMatchers.toHaveLogged(await visited(), 'order_paid');
  expect(result.pass).toBe(false);
  expect(result.message()).toContain('"order_paid" among:\n  {"eventName":"order_placed"');
});
