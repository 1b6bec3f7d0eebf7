import { formatExplanation } from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import { startOffline } from './offline.test-support.ts';
import { sdkType, sdkVersion } from './sdk.ts';
import { specsPayload } from './specs.test-support.ts';

const payload = specsPayload({
  gates: { open: true },
  configs: { banner: { text: 'Hello' } },
  layers: { home: { title: 'Home' } },
});
const user = { userID: 'ada', privateAttributes: { plan: 'secret' } };

describe('explain', () => {
  it.each([
    ['gate', 'open', true],
    ['dynamicConfig', 'banner', { text: 'Hello' }],
    ['experiment', 'banner', { text: 'Hello' }],
    ['layer', 'home', { title: 'Home' }],
    ['gate', 'unknown', false],
  ] as const)('gives the answer of the %s %s, and the rules that were tried', async (kind, name, value) => {
    const { statsig, events } = await startOffline(payload);
    const explanation = statsig.forUser(user).explain(kind, name);

    expect(explanation).toMatchObject({ kind, name, value });
    expect(explanation.rules.map(({ ruleID }) => ruleID)).toEqual(name === 'unknown' ? [] : ['everyone']);
    expect(formatExplanation(explanation)).toContain(name);
    expect(await events()).toEqual([]);
  });

  it('is of what the application overrides', async () => {
    const { statsig } = await startOffline(payload);
    statsig.overrides.set('gate', 'open', { value: false });

    expect(statsig.forUser(user).explain('gate', 'open')).toMatchObject({ value: false, by: 'override' });
  });
});

describe('getClientInitializeResponse', () => {
  it('has everything that the user gets, and no private attribute', async () => {
    const { statsig, events } = await startOffline(payload, { environment: 'production' });
    const flags = statsig.forUser(user);
    const response = flags.getClientInitializeResponse({ hash: 'none' });

    expect(response).toMatchObject({
      feature_gates: { open: { value: true } },
      dynamic_configs: { banner: { value: { text: 'Hello' } } },
      layer_configs: { home: { value: { title: 'Home' } } },
      user: { userID: 'ada', statsigEnvironment: { tier: 'production' } },
      sdkInfo: { sdkType, sdkVersion },
    });
    expect(JSON.stringify(response)).not.toContain('secret');
    expect(JSON.parse(flags.getClientInitializeResponseText({ hash: 'none' }))).toEqual(response);
    expect(await events()).toEqual([]);
  });

  it('has the names hashed unless told otherwise', async () => {
    const { statsig } = await startOffline(payload);

    expect(statsig.forUser(user).getClientInitializeResponse().feature_gates).not.toHaveProperty('open');
  });

  it('has what the application overrides only when asked for it', async () => {
    const { statsig } = await startOffline(payload);
    statsig.overrides.set('gate', 'open', { value: false });
    const flags = statsig.forUser(user);
    const openWith = (options: object) =>
      flags.getClientInitializeResponse({ hash: 'none', ...options }).feature_gates['open']?.['value'];

    expect([openWith({}), openWith({ includeLocalOverrides: true })]).toEqual([true, false]);
  });

  it.each([null, undefined, 'text', {}, Object.freeze({ userID: 'a' })])(
    'has an answer for %j',
    async (asked) => {
      const { statsig } = await startOffline(payload);
      const flags = statsig.forUser(asked as object);

      expect(flags.getClientInitializeResponse({ hash: 'none' }).feature_gates).toHaveProperty('open');
      expect(flags.explain('gate', 'open').name).toBe('open');
    },
  );
});
