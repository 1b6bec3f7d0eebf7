import { createStatsig } from '@acme/statsig-node';
import { describe, expect, it } from 'vitest';
import { gate, payloadOf, user } from '../index.ts';

const specs = [gate('staff_tools').when(user.userID.isOneOf('ada'))];

describe.each(['v1', 'v2'] as const)('a %s payload', (version) => {
  it.each([
    ['as a value', (payload: object) => payload],
    ['as text', (payload: object) => JSON.stringify(payload)],
  ])('starts an SDK object %s', async (_, given) => {
    const bootstrap = given(payloadOf(specs, { version, time: 1_700_000_000_000 }));
    await using statsig = createStatsig({ offline: true, specs: { bootstrap } });
    await statsig.initialize();
    const gateFor = (userID: string) => statsig.getFeatureGate({ userID }, 'staff_tools');
    expect(gateFor('ada').value).toBe(true);
    expect(gateFor('eve').value).toBe(false);
    expect(gateFor('eve').details.lcut).toBe(1_700_000_000_000);
  });
});

it('refuses two specs of one name', () => {
  expect(() => payloadOf([gate('open'), gate('open')])).toThrow('two specs "open" in feature_gates');
});
