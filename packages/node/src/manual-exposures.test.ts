import { describe, expect, it } from 'vitest';
import { startOffline } from './offline.test-support.ts';
import { experimentSpec, layerSpec, specsPayload } from './specs.test-support.ts';
import { memoryUserPersistentStorage } from './sticky/user-persistent-storage.ts';
import type { UserStatsig } from './user-statsig.ts';

const user = { userID: 'user-1', custom: { group: 'red' } };
const payload = specsPayload({ gates: { open: true }, configs: { banner: { text: 'Hello' } } });
const bootstrap = {
  ...payload,
  dynamic_configs: [...payload.dynamic_configs, experimentSpec('button')],
  layer_configs: [layerSpec('home', 'button')],
};

describe('an exposure that the application logs itself', () => {
  it.each<[name: string, log: (flags: UserStatsig) => void, metadata: object]>([
    [
      'a gate',
      (flags) => flags.logGateExposure('open'),
      { eventName: 'statsig::gate_exposure', gate: 'open', gateValue: 'true', ruleID: 'everyone' },
    ],
    [
      'an unknown gate',
      (flags) => flags.logGateExposure('unknown'),
      { eventName: 'statsig::gate_exposure', gate: 'unknown', gateValue: 'false', reason: 'Unrecognized' },
    ],
    [
      'a dynamic config',
      (flags) => flags.logDynamicConfigExposure('banner'),
      { eventName: 'statsig::config_exposure', config: 'banner', ruleID: 'everyone' },
    ],
    [
      'an experiment',
      (flags) => flags.logExperimentExposure('button'),
      { eventName: 'statsig::config_exposure', config: 'button', ruleID: 'red' },
    ],
    [
      'a parameter of a layer',
      (flags) => flags.logLayerParameterExposure('home', 'color'),
      { eventName: 'statsig::layer_exposure', config: 'home', parameterName: 'color', ruleID: 'red' },
    ],
  ])('says so, of %s', async (_name, log, metadata) => {
    const { statsig, exposures } = await startOffline(bootstrap);
    const flags = statsig.forUser(user);
    log(flags);
    log(flags);
    expect(await exposures()).toEqual([expect.objectContaining({ ...metadata, isManualExposure: 'true' })]);
  });

  it('counts besides the one that is logged by asking', async () => {
    const { statsig, exposures } = await startOffline(bootstrap);
    const flags = statsig.forUser(user);
    flags.checkGate('open');
    flags.logGateExposure('open');
    const [asked, manual] = await exposures();
    expect(asked).not.toHaveProperty('isManualExposure');
    expect(manual).toMatchObject({ gate: 'open', isManualExposure: 'true' });
  });

  it('is of the group that is kept, and keeps nothing itself', async () => {
    const storage = memoryUserPersistentStorage();
    const { statsig, exposures } = await startOffline(bootstrap, { userPersistentStorage: storage });
    const flags = statsig.forUser(user);
    const options = { disableExposureLogging: true };
    flags.logExperimentExposure('button', { userPersistedValues: {} });
    expect(storage.load('user-1:userID')).toBeUndefined();

    flags.getExperiment('button', { ...options, userPersistedValues: {} });
    flags.getLayer('home', { ...options, userPersistedValues: {} });
    const moved = statsig.forUser({ ...user, custom: { group: 'blue' } });
    const userPersistedValues = await moved.loadUserPersistedValues('userID');
    moved.logLayerParameterExposure('home', 'color', { userPersistedValues });
    moved.logLayerParameterExposure('home', 'color');
    moved.logExperimentExposure('button');
    expect((await exposures()).map(({ ruleID }) => ruleID)).toEqual(['red', 'red', 'blue', 'blue']);
    expect(await moved.loadUserPersistedValues('userID')).toEqual(userPersistedValues);
  });
});
