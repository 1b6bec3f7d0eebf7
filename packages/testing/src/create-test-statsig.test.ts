import { describe, expect, it } from 'vitest';
import { createTestStatsig, experiment, gate, layer, user } from './index.ts';

const ada = { userID: 'ada' };

describe('createTestStatsig', () => {
  it('answers what the test says, for everyone', async () => {
    await using statsig = await createTestStatsig({
      gates: { open: true, closed: false },
      dynamicConfigs: { banner: { text: 'Hello' } },
      experiments: { button: { groupName: 'treatment', value: { color: 'red' } } },
      layers: { home: { title: 'Home' } },
    });
    const flags = statsig.forUser(ada);
    expect(flags.checkGate('open')).toBe(true);
    expect(flags.checkGate('closed')).toBe(false);
    expect(flags.getDynamicConfig('banner').get('text', '')).toBe('Hello');
    expect(flags.getExperiment('button').get('color', '')).toBe('red');
    expect(flags.getExperiment('button').groupName).toBe('treatment');
    expect(flags.getLayer('home').get('title', '')).toBe('Home');
  });

  it('knows no other spec', async () => {
    await using statsig = await createTestStatsig();
    expect(statsig.isReady).toBe(true);
    expect(statsig.getFeatureGate(ada, 'other').details.reason).toMatch(/Unrecognized/);
  });

  it('evaluates rules as in production', async () => {
    await using statsig = await createTestStatsig({
      specs: [
        gate('staff_tools').when(user.email.endsWith('@example.com')),
        layer('home', { title: 'Home' }).delegateTo('title_test'),
        experiment('title_test', { short: { title: 'Hi' } }),
      ],
    });
    expect(statsig.checkGate({ ...ada, email: 'ada@example.com' }, 'staff_tools')).toBe(true);
    expect(statsig.checkGate({ ...ada, email: 'ada@example.org' }, 'staff_tools')).toBe(false);
    expect(statsig.getLayer(ada, 'home').get('title', '')).toBe('Hi');
  });

  it('can be overridden in the middle of a test', async () => {
    await using statsig = await createTestStatsig({ gates: { open: true } });
    statsig.overrides.set('gate', 'open', { value: false });
    expect(statsig.checkGate(ada, 'open')).toBe(false);
  });

  it('tells all that was logged, until it is told to forget', async () => {
    await using statsig = await createTestStatsig({ gates: { open: true } });
    statsig.checkGate(ada, 'open');
    statsig.logEvent(ada, 'order_placed', { value: 12 });
    expect(await statsig.loggedEvents()).toMatchObject([
      { eventName: 'statsig::gate_exposure', user: ada, metadata: { gate: 'open', gateValue: 'true' } },
      { eventName: 'order_placed', user: ada, value: 12 },
    ]);
    await statsig.clearLoggedEvents();
    expect(await statsig.loggedEvents()).toEqual([]);
  });

  it('refuses two specs of one name', async () => {
    const twice = createTestStatsig({ gates: { open: true }, specs: [gate('open')] });
    await expect(twice).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
  });
});
