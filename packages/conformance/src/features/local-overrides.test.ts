import {
  createOverrides,
  evaluateGate,
  evaluateParameterStore,
  type Override,
  type OverrideKind,
  type Overrides,
} from '@acme/statsig-core';
import { StatsigUser as ServerCoreUser, type Statsig } from '@statsig/statsig-node-core';
import type { StatsigServer } from 'statsig-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownFeatureDifferences } from './known-feature-differences.ts';
import { ourSpecs, startLegacy, startServerCore } from './official-sdks.test-support.ts';
import { asShownBy, viewOfLegacy, viewOfOurs, viewOfServerCore } from './override-views.test-support.ts';
import { overriddenUsers, overridesProject } from './overrides-project.test-support.ts';
import { now, v1Payload, v2Payload } from './payloads.test-support.ts';

/** Something that is done to the overrides of both SDKs, after everything in the rows above it. */
type Step<Sdk> = readonly [
  what: string,
  theirs: (statsig: Sdk) => void,
  ours: (overrides: Overrides) => void,
];

const set =
  (kind: OverrideKind, name: string, override: Override, id?: string) =>
  (overrides: Overrides): void =>
    overrides.set(kind, name, override, id);

// No step is for a second custom ID: Server Core goes through them in another order each time.
const serverCoreSteps: readonly Step<Statsig>[] = [
  ['none', () => {}, () => {}],
  ['a gate', (s) => s.overrideGate('is_nz', false), set('gate', 'is_nz', { value: false })],
  [
    'a gate for a custom ID',
    (s) => s.overrideGate('is_nz', true, 'acme'),
    set('gate', 'is_nz', { value: true }, 'acme'),
  ],
  [
    'a gate for a user',
    (s) => s.overrideGate('is_nz', false, 'ada'),
    set('gate', 'is_nz', { value: false }, 'ada'),
  ],
  [
    'a gate for a user no more',
    (s) => s.removeGateOverride('is_nz', 'ada'),
    (o) => o.remove('gate', 'is_nz', 'ada'),
  ],
  [
    'an experiment',
    (s) => s.overrideExperiment('checkout', { color: 'mine' }),
    set('experiment', 'checkout', { value: { color: 'mine' } }),
  ],
  [
    'an experiment by group',
    (s) => s.overrideExperimentByGroupName('checkout', 'Test'),
    set('experiment', 'checkout', { groupName: 'Test' }),
  ],
  [
    'an experiment by a group that it lacks',
    (s) => s.overrideExperimentByGroupName('checkout', 'Nobody'),
    set('experiment', 'checkout', { groupName: 'Nobody' }),
  ],
  [
    'an experiment for a user by group',
    (s) => s.overrideExperimentByGroupName('checkout', 'Control', 'bob'),
    set('experiment', 'checkout', { groupName: 'Control' }, 'bob'),
  ],
  [
    'a dynamic config',
    (s) => s.overrideDynamicConfig('settings', { mine: 1 }),
    set('dynamicConfig', 'settings', { value: { mine: 1 } }),
  ],
  ['a layer', (s) => s.overrideLayer('plain', { mine: 2 }), set('layer', 'plain', { value: { mine: 2 } })],
  [
    'a layer with nothing, for a user',
    (s) => s.overrideLayer('page', {}, 'cyd'),
    set('layer', 'page', { value: {} }, 'cyd'),
  ],
  [
    'a gate that is not there',
    (s) => s.overrideGate('unknown', true),
    set('gate', 'unknown', { value: true }),
  ],
  [
    'an experiment that is not there',
    (s) => s.overrideExperiment('unknown', { mine: 3 }),
    set('experiment', 'unknown', { value: { mine: 3 } }),
  ],
  [
    'an experiment that is not there by group',
    (s) => s.overrideExperimentByGroupName('unknown', 'Test', 'ada'),
    set('experiment', 'unknown', { groupName: 'Test' }, 'ada'),
  ],
  ['no gate', (s) => s.removeGateOverride('is_nz'), (o) => o.remove('gate', 'is_nz')],
  ['no layer', (s) => s.removeLayerOverride('plain'), (o) => o.remove('layer', 'plain')],
  ['nothing any more', (s) => s.removeAllOverrides(), (o) => o.clear()],
];

/** The legacy SDK has one table for configs and experiments. */
const setConfig = (name: string, value: object, id?: string) => (overrides: Overrides) => {
  overrides.set('dynamicConfig', name, { value }, id);
  overrides.set('experiment', name, { value }, id);
};

const legacySteps: readonly Step<StatsigServer>[] = [
  ['none', () => {}, () => {}],
  ['a gate', (s) => s.overrideGate('is_nz', false), set('gate', 'is_nz', { value: false })],
  [
    'a gate for a custom ID',
    (s) => s.overrideGate('is_nz', true, 'acme'),
    set('gate', 'is_nz', { value: true }, 'acme'),
  ],
  [
    'a gate for the second of two custom IDs',
    (s) => s.overrideGate('is_nz', false, 'red'),
    set('gate', 'is_nz', { value: false }, 'red'),
  ],
  [
    'a gate for a user',
    (s) => s.overrideGate('is_nz', false, 'ada'),
    set('gate', 'is_nz', { value: false }, 'ada'),
  ],
  [
    'an experiment',
    (s) => s.overrideConfig('checkout', { color: 'mine' }),
    setConfig('checkout', { color: 'mine' }),
  ],
  [
    'an experiment for a user',
    (s) => s.overrideConfig('checkout', { color: 'hers' }, 'ada'),
    setConfig('checkout', { color: 'hers' }, 'ada'),
  ],
  [
    'a dynamic config for a custom ID',
    (s) => s.overrideConfig('settings', { mine: 1 }, 'acme'),
    setConfig('settings', { mine: 1 }, 'acme'),
  ],
  ['a layer', (s) => s.overrideLayer('plain', { mine: 2 }), set('layer', 'plain', { value: { mine: 2 } })],
  [
    'a layer with nothing, for a user',
    (s) => s.overrideLayer('page', {}, 'cyd'),
    set('layer', 'page', { value: {} }, 'cyd'),
  ],
  [
    'a gate that is not there',
    (s) => s.overrideGate('unknown', true),
    set('gate', 'unknown', { value: true }),
  ],
  [
    'a config that is not there',
    (s) => s.overrideConfig('unknown', { mine: 3 }),
    setConfig('unknown', { mine: 3 }),
  ],
  ['no gate', (s) => s.clearAllGateOverrides(), (o) => o.clear('gate')],
  [
    'no config',
    (s) => s.clearAllConfigOverrides(),
    (o) => {
      o.clear('dynamicConfig');
      o.clear('experiment');
    },
  ],
  ['no layer', (s) => s.clearAllLayerOverrides(), (o) => o.clear('layer')],
];

/** Each step with all that come before it. */
function sequence<Sdk>(steps: readonly Step<Sdk>[]): { what: string; done: readonly Step<Sdk>[] }[] {
  return steps.map(([what], i) => ({ what, done: steps.slice(0, i + 1) }));
}

describe('overrides of a v2 payload', () => {
  const parameters = { fixed: { ref_type: 'static', param_type: 'string', value: 'fixed' } };
  const fields = { param_stores: { store: { parameters } } };
  const payload = v2Payload({ ...overridesProject, fields });
  const specs = ourSpecs(payload);
  let official: Statsig;
  beforeAll(async () => {
    official = await startServerCore(payload);
  });
  afterAll(async () => {
    await official.shutdown();
  });

  it.each(sequence(serverCoreSteps))('answer as in Server Core: $what', ({ done }) => {
    official.removeAllOverrides();
    const overrides = createOverrides();
    for (const [, theirs, ours] of done) {
      theirs(official);
      ours(overrides);
    }

    for (const user of overriddenUsers) {
      const expected = viewOfServerCore(official, user);
      expect(asShownBy(expected, viewOfOurs(specs, user, overrides)), JSON.stringify(user)).toEqual(expected);
    }
  });

  it(`differ in the reason of who asks: ${knownFeatureDifferences['leak of override reasons'].reason}`, () => {
    const user = { userID: 'ada' };
    const overrides = createOverrides();
    official.removeAllOverrides();
    official.overrideGate('is_nz', true);
    overrides.set('gate', 'is_nz', { value: true });

    const theirs = official.getFeatureGate(new ServerCoreUser(user), 'asks_nz');
    const ours = evaluateGate(specs, user, 'asks_nz', { now, overrides });
    expect([theirs.value, theirs.details.reason]).toEqual([true, 'LocalOverride:Recognized']);
    expect([ours.value, ours.details.reason]).toEqual([true, 'Recognized']);
  });

  it(`differ for parameter stores: ${knownFeatureDifferences['overrides of parameter stores'].reason}`, () => {
    const user = { userID: 'ada' };
    const overrides = createOverrides();
    official.overrideParameterStore('store', { fixed: 'overridden' });
    overrides.set('parameterStore', 'store', { value: { fixed: 'overridden' } });

    const theirs = official.getParameterStore(new ServerCoreUser(user), 'store');
    const ours = evaluateParameterStore(specs, user, 'store', { now, overrides });
    expect([theirs.getValue('fixed', ''), ours.get('fixed', '')]).toEqual(['fixed', 'overridden']);
  });
});

describe('overrides of a v1 payload', () => {
  const payload = v1Payload(overridesProject);
  const specs = ourSpecs(payload);
  let official: StatsigServer;
  beforeAll(async () => {
    official = await startLegacy(payload);
  });
  afterAll(() => official.shutdownAsync());

  it.each(sequence(legacySteps))('answer as in the legacy SDK: $what', ({ done }) => {
    official.clearAllGateOverrides();
    official.clearAllConfigOverrides();
    official.clearAllLayerOverrides();
    const overrides = createOverrides();
    for (const [, theirs, ours] of done) {
      theirs(official);
      ours(overrides);
    }

    for (const user of overriddenUsers) {
      const expected = viewOfLegacy(official, user);
      expect(asShownBy(expected, viewOfOurs(specs, user, overrides)), JSON.stringify(user)).toEqual(expected);
    }
  });
});
