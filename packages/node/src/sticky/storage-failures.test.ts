import { isStatsigError, type StatsigError } from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../manual-clock.test-support.ts';
import { startOffline } from '../offline.test-support.ts';
import { experimentSpec, layerSpec, specsPayload } from '../specs.test-support.ts';
import { RecordingLogger } from '../statsig.test-support.ts';
import { memoryUserPersistentStorage, type UserPersistentStorage } from './user-persistent-storage.ts';

const user = { userID: 'user-1', custom: { group: 'red' } };
const bootstrap = {
  ...specsPayload(),
  dynamic_configs: [experimentSpec('button')],
  layer_configs: [layerSpec('home', 'button')],
};

async function start(broken: Partial<UserPersistentStorage>) {
  const memory = memoryUserPersistentStorage();
  const logger = new RecordingLogger();
  const clock = new ManualClock();
  const options = { userPersistentStorage: { ...memory, ...broken }, clock, logger, requestTimeoutMs: 7_000 };
  const { statsig } = await startOffline(bootstrap, options);
  const errors: StatsigError[] = [];
  statsig.on('error', (error) => errors.push(error));
  return { statsig, memory, logger, clock, errors };
}

const throwing = (): never => {
  throw new Error('no connection');
};
const rejecting = async (): Promise<never> => throwing();

describe.each([
  ['throws', throwing],
  ['rejects', rejecting],
])('a storage that %s', (_name, broken) => {
  it('changes no answer, and is reported', async () => {
    const { statsig, errors, logger } = await start({ save: broken, delete: broken });
    const flags = statsig.forUser(user);
    expect(flags.getExperiment('button', { userPersistedValues: {} }).get('color', '')).toBe('red');
    expect(flags.getLayer('home', { userPersistedValues: {} }).get('color', '')).toBe('red');
    expect(flags.getExperiment('button').get('color', '')).toBe('red');
    await settle();
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      ['NETWORK', 'userPersistentStorage.save() failed, so the group in "button" is not kept: no connection'],
      ['NETWORK', 'userPersistentStorage.save() failed, so the group in "home" is not kept: no connection'],
      [
        'NETWORK',
        'userPersistentStorage.delete() failed, so the group in "button" is still kept: no connection',
      ],
    ]);
    expect(errors.every(isStatsigError)).toBe(true);
    expect(errors[0]?.cause).toEqual(new Error('no connection'));
    expect(logger.problems).toHaveLength(3);
  });

  it('leaves what it keeps alone when it cannot say what that is', async () => {
    const { statsig, memory, errors } = await start({ load: broken });
    statsig.getExperiment({ ...user, custom: { group: 'blue' } }, 'button', { userPersistedValues: {} });
    const userPersistedValues = await statsig.loadUserPersistedValues(user, 'userID');
    expect(userPersistedValues).toEqual({});
    expect(statsig.getExperiment(user, 'button', { userPersistedValues }).get('color', '')).toBe('red');
    expect(memory.load('user-1:userID')).toMatchObject({ button: { rule_id: 'blue' } });
    expect(errors).toMatchObject([{ code: 'NETWORK', message: expect.stringContaining('.load() failed') }]);
  });
});

const never = () => new Promise<never>(() => undefined);

describe('a storage that never answers', () => {
  it('is given up on after requestTimeoutMs', async () => {
    const { statsig, clock, errors } = await start({ load: never });
    const loaded = statsig.loadUserPersistedValues(user, 'userID');
    await clock.sleeping(7_000);
    await clock.advance(7_000);
    expect(await loaded).toEqual({});
    expect(errors).toMatchObject([{ code: 'TIMEOUT', message: expect.stringContaining('within 7000 ms') }]);
  });

  it('does not hold a shutdown for longer than its deadline', async () => {
    const { statsig, clock } = await start({ save: never });
    statsig.getExperiment(user, 'button', { disableExposureLogging: true, userPersistedValues: {} });
    const shutdown = statsig.shutdown({ deadlineMs: 2_000 });
    await clock.sleeping(2_000);
    await clock.advance(2_000);
    expect(await shutdown).toMatchObject({ pending: 0, timedOut: true });
  });
});

describe('a storage that takes its time', () => {
  it.each(['flush', 'shutdown'] as const)('is waited for by %s', async (method) => {
    let endSave = (): void => undefined;
    const saved = new Promise<void>((resolve) => {
      endSave = resolve;
    });
    const { statsig } = await start({ save: () => saved });
    statsig.getExperiment(user, 'button', { disableExposureLogging: true, userPersistedValues: {} });
    let isDone = false;
    const done = statsig[method]().then((report) => {
      isDone = true;
      return report;
    });
    await settle();
    expect(isDone).toBe(false);
    endSave();
    expect(await done).toMatchObject({ timedOut: false });
  });
});

describe('what cannot be read', () => {
  it.each([
    null,
    'red',
    [],
    {},
    { json_value: null, rule_id: 'blue' },
    { json_value: { color: 'blue' } },
    { json_value: { color: 'blue' }, rule_id: 'blue', explicit_parameters: 'color' },
  ])('counts as not kept, and is replaced: %j', async (stored) => {
    const { statsig, memory } = await start({});
    const userPersistedValues = { button: stored, home: stored } as never;
    const experiment = statsig.getExperiment(user, 'button', { userPersistedValues });
    expect(experiment).toMatchObject({ value: { color: 'red' }, details: { reason: 'Recognized' } });
    expect(statsig.getLayer(user, 'home', { userPersistedValues }).get('color', '')).toBe('red');
    const written = { json_value: { color: 'red' }, rule_id: 'red' };
    expect(memory.load('user-1:userID')).toMatchObject({ button: written, home: written });
  });

  it.each(['text', 5, true, []])('is no map of assignments: %j', async (userPersistedValues) => {
    const { statsig } = await start({});
    const options = { userPersistedValues: userPersistedValues as never };
    expect(statsig.getExperiment(user, 'button', options).get('color', '')).toBe('red');
  });

  it('is a user whose getters throw: an answer all the same', async () => {
    const { statsig, errors } = await start({});
    const unreadable = {
      get userID(): string {
        return throwing();
      },
    };
    const options = { userPersistedValues: {} };
    expect(statsig.getExperiment(unreadable, 'button', options).details.reason).toBe('Error');
    expect(statsig.getLayer(unreadable, 'home', options).details.reason).toBe('Error');
    expect(await statsig.loadUserPersistedValues(unreadable, 'userID')).toEqual({});
    expect(errors).toEqual([]);
  });
});
