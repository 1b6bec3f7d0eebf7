import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../manual-clock.test-support.ts';
import { startOffline } from '../offline.test-support.ts';
import type { StatsigOptions } from '../options.ts';
import { asV2, specsPayload } from '../specs.test-support.ts';
import type { Statsig } from '../statsig.ts';

const parts = {
  gates: { open: true },
  configs: { banner: { text: 'Hello' } },
  layers: { home: { title: 'Home' } },
};
const userIDs = Array.from({ length: 60 }, (_, index) => `user-${index}`);

/** One in three exposures is wanted. */
function sampledPayload(mode: string) {
  const payload = specsPayload(parts);
  for (const spec of [...payload.feature_gates, ...payload.dynamic_configs, ...payload.layer_configs]) {
    for (const rule of spec.rules) Object.assign(rule, { samplingRate: 3 });
  }
  return { ...payload, sdk_configs: { sampling_mode: mode } };
}

async function started(bootstrap: object, options: StatsigOptions = {}) {
  const clock = new ManualClock();
  const offline = await startOffline(bootstrap, { clock, ...options });
  const sampling = async () =>
    (await offline.events()).map(({ user, statsigMetadata }) => [user['userID'], statsigMetadata]);
  return { ...offline, clock, sampling };
}

const kept = { samplingRate: 3, shadowLogged: 'logged', samplingMode: 'on' };

describe('the sampling of exposures', () => {
  it.each(['none', undefined, 'something new'])('leaves nothing out when its mode is %j', async (mode) => {
    const { statsig, sampling } = await started(sampledPayload(mode as string));
    for (const userID of userIDs) statsig.checkGate({ userID }, 'open');
    expect(await sampling()).toEqual(userIDs.map((userID) => [userID, undefined]));
  });

  it('P38: logs the first sight of a rule, and then some users: the same in every process', async () => {
    const runs = [];
    for (const payload of [sampledPayload('on'), sampledPayload('on')]) {
      const { statsig, sampling } = await started(payload);
      for (const userID of userIDs) expect(statsig.checkGate({ userID }, 'open')).toBe(true);
      runs.push(await sampling());
    }
    const [[first, ...others] = [], again] = runs;
    expect(first).toEqual(['user-0', { samplingMode: 'on' }]);
    expect(others.length).toBeGreaterThan(8);
    expect(others.length).toBeLessThan(35);
    for (const [, metadata] of others) expect(metadata).toEqual(kept);
    expect(again).toEqual(runs[0]);
  });

  it('P38: draws by the SHA-256 of what was seen, so that whoever knows it can say who is kept', async () => {
    const { statsig, events } = await started(sampledPayload('on'));
    for (const userID of userIDs) statsig.checkGate({ userID }, 'open');
    const [, ...others] = await events();
    const { ruleID } = statsig.getFeatureGate({ userID: 'user-0' }, 'open');
    const isDrawn = (userID: string): boolean => {
      const said = `n:open;u:${userID};r:${ruleID};v:true`;
      return createHash('sha256').update(said).digest().readBigInt64BE() % 3n === 0n;
    };
    expect(others.map(({ user }) => user['userID'])).toEqual(userIDs.slice(1).filter(isDrawn));
  });

  it('only says what it would leave out when it is in shadow mode', async () => {
    const { statsig, sampling } = await started(sampledPayload('shadow'));
    for (const userID of userIDs) statsig.checkGate({ userID }, 'open');
    const all = await sampling();
    expect(all).toHaveLength(userIDs.length);
    const said = new Set(all.map(([, metadata]) => JSON.stringify(metadata)));
    expect(said).toEqual(
      new Set([
        '{"samplingMode":"shadow"}',
        '{"samplingRate":3,"shadowLogged":"logged","samplingMode":"shadow"}',
        '{"samplingRate":3,"shadowLogged":"dropped","samplingMode":"shadow"}',
      ]),
    );
  });

  it.each<[name: string, see: (userID: string, statsig: Statsig) => void]>([
    ['configs', (userID, statsig) => statsig.getDynamicConfig({ userID }, 'banner')],
    ['experiments', (userID, statsig) => statsig.getExperiment({ userID }, 'banner')],
    ['layers', (userID, statsig) => statsig.getLayer({ userID }, 'home').get('title', '')],
    ['manual exposures', (userID, statsig) => statsig.forUser({ userID }).logGateExposure('open')],
  ])('holds for %s', async (_name, see) => {
    const { statsig, sampling } = await started(sampledPayload('on'));
    for (const userID of userIDs) see(userID, statsig);
    const [, ...others] = await sampling();
    expect(others.length).toBeGreaterThan(8);
    expect(others.length).toBeLessThan(35);
    for (const [, metadata] of others) expect(metadata).toEqual(kept);
  });

  it('lets a rule be seen first once a minute, and then logs who was left out before', async () => {
    const { statsig, sampling, clock } = await started(sampledPayload('on'));
    statsig.checkGate({ userID: 'user-0' }, 'open');
    await clock.advance(30_000);
    const others = userIDs.slice(1);
    for (const userID of others) statsig.checkGate({ userID }, 'open');
    const logged = new Set((await sampling()).map(([userID]) => userID));
    const dropped = others.find((userID) => !logged.has(userID)) as string;
    await clock.advance(30_000);
    // De-duplication remembers what was logged, for a minute; what sampling left out is not among it.
    statsig.checkGate({ userID: dropped }, 'open');
    expect((await sampling()).slice(logged.size)).toEqual([[dropped, { samplingMode: 'on' }]]);
  });

  it.each<[tier: string | undefined, version: string, payload: object, isSampled: boolean]>([
    [undefined, 'v1', sampledPayload('on'), true],
    ['production', 'v1', sampledPayload('on'), true],
    ['staging', 'v1', sampledPayload('on'), false],
    ['staging', 'v2', asV2(sampledPayload('on')), true],
  ])('in the tier %j with specs of %s', async (environment, _version, payload, isSampled) => {
    const { statsig, events } = await started(payload, { environment });
    for (const userID of userIDs) statsig.checkGate({ userID }, 'open');
    const { length } = await events();
    if (isSampled) expect(length).toBeLessThan(userIDs.length);
    else expect(length).toBe(userIDs.length);
  });

  it('logs users whose IDs cannot be read', async () => {
    const { statsig, events } = await started(sampledPayload('on'));
    const unreadable = {
      get userID(): string {
        throw new Error('no ID');
      },
    };
    expect(statsig.checkGate(unreadable, 'open')).toBe(false);
    expect(await events()).toHaveLength(1);
  });

  it('shares its memory with no other SDK object', async () => {
    const [first, second] = [await started(sampledPayload('on')), await started(sampledPayload('on'))];
    for (const { statsig } of [first, second]) statsig.checkGate({ userID: 'user-0' }, 'open');
    expect(await second.sampling()).toEqual(await first.sampling());
  });
});
