import { describe, expect, it } from 'vitest';
import { createStatsig } from './create-statsig.ts';
import { startOffline } from './offline.test-support.ts';
import { asV2, experimentSpec, specsPayload } from './specs.test-support.ts';
import { RecordingLogger } from './statsig.test-support.ts';

const user = { userID: 'user-1', customIDs: { companyID: 'acme' } };
const value = { color: 'green' };
const payload = specsPayload({ gates: { open: true }, layers: { home: { color: 'red' } } });
const v1 = { ...payload, dynamic_configs: [experimentSpec('button')] };
const v2 = { ...asV2(v1), param_stores: { theme: { parameters: { color: { value: 'red' } } } } };

describe.each([
  ['v1', v1],
  ['v2', v2],
])('an override, with specs of %s,', (_version, bootstrap) => {
  it('answers in the place of its spec only', async () => {
    const { statsig } = await startOffline(bootstrap);
    const { overrides } = statsig;
    overrides.set('gate', 'hidden', { value: true });
    overrides.set('dynamicConfig', 'button', { value: { color: 'violet' } });
    overrides.set('experiment', 'button', { value });
    overrides.set('layer', 'home', { value });
    overrides.set('parameterStore', 'theme', { value });
    const flags = statsig.forUser(user);
    expect(flags.getFeatureGate('hidden')).toMatchObject({
      value: true,
      ruleID: 'override',
      details: { reason: 'LocalOverride' },
    });
    expect(flags.getFeatureGate('open').details.reason).toBe('Recognized');
    expect(flags.getDynamicConfig('button').get('color', '')).toBe('violet');
    expect(flags.getExperiment('button').get('color', '')).toBe('green');
    expect(flags.getLayer('home').get('color', '')).toBe('green');
    expect(flags.getParameterStore('theme').get('color', '')).toBe('green');
  });

  it('takes the parameters of a group', async () => {
    const { statsig } = await startOffline(bootstrap);
    statsig.overrides.set('experiment', 'button', { groupName: 'blue' });
    expect(statsig.getExperiment(user, 'button').get('color', '')).toBe('blue');
    statsig.overrides.set('experiment', 'button', { groupName: 'no such group' });
    expect(statsig.getExperiment(user, 'button').value).toEqual({});
  });

  it('is logged as an answer', async () => {
    const { statsig, exposures } = await startOffline(bootstrap);
    statsig.overrides.set('gate', 'hidden', { value: true });
    statsig.checkGate(user, 'hidden');
    expect(await exposures()).toMatchObject([
      { gate: 'hidden', ruleID: 'override', reason: 'LocalOverride' },
    ]);
  });
});

describe('overrides', () => {
  it('hold for users made before, before there are specs, and for unknown names', () => {
    const statsig = createStatsig({ offline: true, logger: new RecordingLogger() });
    const flags = statsig.forUser(user);
    expect(flags.checkGate('any')).toBe(false);
    statsig.overrides.set('gate', 'any', { value: true });
    expect(flags.checkGate('any')).toBe(true);
  });

  it('prefer the user ID, then a custom ID, then everybody', async () => {
    const { statsig } = await startOffline(v1);
    const { overrides } = statsig;
    const ofNow = () => statsig.getDynamicConfig(user, 'banner').get('of', 'nobody');
    const answers = [ofNow()];
    overrides.set('dynamicConfig', 'banner', { value: { of: 'everybody' } });
    answers.push(ofNow());
    overrides.set('dynamicConfig', 'banner', { value: { of: 'company' }, id: 'acme' });
    answers.push(ofNow());
    overrides.set('dynamicConfig', 'banner', { value: { of: 'user' }, id: 'user-1' });
    answers.push(ofNow());
    overrides.remove('dynamicConfig', 'banner', { id: 'user-1' });
    answers.push(ofNow());
    overrides.remove('dynamicConfig', 'banner');
    answers.push(ofNow());
    expect(answers).toEqual(['nobody', 'everybody', 'company', 'user', 'company', 'nobody']);
  });

  it('know a number as an ID', async () => {
    const { statsig } = await startOffline(v1);
    statsig.overrides.set('gate', 'hidden', { value: true, id: 5 });
    const answers = [5, '5', 6].map((userID) => statsig.checkGate({ userID }, 'hidden'));
    expect(answers).toEqual([true, true, false]);
  });

  it('are removed all together, or those of one kind', async () => {
    const { statsig } = await startOffline(v1);
    const { overrides } = statsig;
    const flags = statsig.forUser(user);
    const reasons = () =>
      [flags.getFeatureGate('open'), flags.getLayer('home')].map(({ details }) => details.reason);
    overrides.clear();
    overrides.remove('gate', 'open');
    overrides.set('gate', 'open', { value: false });
    overrides.set('layer', 'home', { value });
    overrides.clear('gate');
    expect(reasons()).toEqual(['Recognized', 'LocalOverride']);
    overrides.set('gate', 'open', { value: false });
    overrides.clear();
    expect(reasons()).toEqual(['Recognized', 'Recognized']);
  });

  it('belong to one SDK object', async () => {
    const { statsig } = await startOffline(v1);
    const other = await startOffline(v1);
    statsig.overrides.set('gate', 'open', { value: false });
    expect(other.statsig.checkGate(user, 'open')).toBe(true);
  });

  it.each<[kind: unknown, name: unknown, override: unknown, message: string]>([
    [
      'gate',
      'g',
      { value: 'yes' },
      'The override of the gate "g" must be { value: true } or { value: false }.',
    ],
    ['gate', 'g', true, '{ value: true }'],
    ['gate', 'g', null, '{ value: true }'],
    ['gate', 'g', { groupName: 'Test' }, '{ value: true }'],
    ['dynamicConfig', 'c', { value: [1] }, 'with parameters by name'],
    ['dynamicConfig', 'c', { groupName: 'Test' }, 'with parameters by name'],
    ['experiment', 'e', { value: null }, 'or { groupName: "…" }'],
    ['experiment', 'e', {}, 'or { groupName: "…" }'],
    ['layer', 'l', { value: 'x' }, 'with parameters by name'],
    ['parameterStore', 'p', { value: true }, 'with parameters by name'],
    [
      'gates',
      'g',
      { value: true },
      'There is no kind "gates" to override: use gate, dynamicConfig, experiment',
    ],
    ['constructor', 'g', { value: true }, 'There is no kind "constructor"'],
    ['gate', '', { value: true }, 'needs a name'],
    ['gate', undefined, { value: true }, 'needs a name'],
  ])('refuse %j %j %j', async (kind, name, override, message) => {
    const { statsig } = await startOffline(v1);
    const misuse = () =>
      statsig.overrides.set(kind as 'gate', name as string, override as { value: boolean });
    expect(misuse).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }));
    expect(misuse).toThrow(message);
  });

  it('refuse to remove what cannot be there', async () => {
    const { overrides } = (await startOffline(v1)).statsig;
    expect(() => overrides.remove('gates' as 'gate', 'g')).toThrow('There is no kind "gates"');
    expect(() => overrides.clear('gates' as 'gate')).toThrow('There is no kind "gates"');
  });
});
