import { createStatsig, type Statsig } from '@acme/statsig-node';
import { createServer, loadProject, type Server, shopProjectFile } from '@acme/statsig-server';
import { StatsigServer } from 'statsig-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// The official SDK as a client of our server, over HTTP, beside ours.

const sdkKey = 'secret-official-client';
const countries = ['NZ', 'AU', 'DE', 'US', undefined];
const domains = ['shop.example', 'gmail.example', undefined];
const users = Array.from({ length: 500 }, (_, i) => {
  const domain = domains[i % domains.length];
  const country = countries[i % countries.length];
  return {
    userID: `user-${i}`,
    customIDs: { stableID: `device-${i % 350}`, companyID: `company-${i % 40}` },
    custom: { orders: i % 25, signed_up_at: Date.UTC(2021 + (i % 5), i % 12) },
    // A field that is there without a value is one to the official SDK.
    ...(country === undefined ? undefined : { country }),
    ...(domain === undefined ? undefined : { email: `user-${i}@${domain}` }),
    ...(i % 4 === 0 ? undefined : { appVersion: `2.${i % 8}.${i % 3}` }),
  };
});

let server: Server;
let url: string;
let official: StatsigServer;
let ours: Statsig;
const project = await loadProject(shopProjectFile);

beforeAll(async () => {
  server = await createServer({ project: shopProjectFile, store: ':memory:', keys: [sdkKey] });
  ({ url } = await server.listen({ port: 0 }));
  const apiURL = `${url}/v1`;
  official = new StatsigServer(sdkKey, {
    api: apiURL,
    apiForDownloadConfigSpecs: apiURL,
    apiForGetIdLists: apiURL,
    fallbackToStatsigAPI: false,
    environment: { tier: 'production' },
    disableDiagnostics: true,
  });
  ours = createStatsig({ sdkKey, apiURL, environment: 'production' });
  expect(await official.initializeAsync()).toMatchObject({ success: true, source: 'Network' });
  expect(await ours.initialize()).toMatchObject({ success: true, source: 'Network' });
});

afterAll(async () => {
  await ours.shutdown();
  await official.shutdownAsync(1_000);
  await server.close();
});

describe('statsig-node against our server', () => {
  const unlogged = { disableExposureLogging: true };

  it('gives the same gates as ours', () => {
    for (const user of users) {
      for (const { id: name } of project.gates) {
        const theirs = official.getFeatureGate(user, name, unlogged);
        const gate = ours.getFeatureGate(user, name, unlogged);
        expect({ user, name, value: gate.value, ruleID: gate.ruleID }).toEqual({
          user,
          name,
          value: theirs.value,
          ruleID: theirs.ruleID,
        });
      }
    }
  });

  it('gives the same dynamic configs and experiments as ours', () => {
    for (const user of users) {
      for (const { id: name } of [...project.dynamic_configs, ...project.experiments]) {
        const theirs = official.getExperiment(user, name, unlogged);
        const experiment = ours.getExperiment(user, name, unlogged);
        expect({ user, name, ...answerOf(experiment) }).toEqual({
          user,
          name,
          value: theirs.value,
          ruleID: theirs.getRuleID(),
          groupName: theirs.getGroupName(),
        });
      }
    }
  });

  it('gives the same layers as ours', () => {
    for (const user of users) {
      for (const { id: name, defaultValue } of project.layers) {
        const theirs = official.getLayer(user, name, unlogged);
        const layer = ours.getLayer(user, name, unlogged);
        for (const parameter of Object.keys(defaultValue)) {
          expect({ user, name, parameter, value: layer.get(parameter, null) }).toEqual({
            user,
            name,
            parameter,
            value: theirs.get(parameter, null),
          });
        }
        expect([layer.ruleID, layer.allocatedExperiment]).toEqual([
          theirs.getRuleID(),
          theirs.getAllocatedExperimentName(),
        ]);
      }
    }
  });

  it('has its events accepted, as ours are', async () => {
    await official.flush();
    const before = await server.events.count();
    for (const [i, user] of users.entries()) {
      official.checkGate(user, 'new_checkout');
      official.logEvent(user, 'official_purchase', 9.5, { currency: 'NZD' });
      ours.checkGate(user, 'new_checkout');
      ours.logEvent(user, 'our_purchase', { value: 9.5, metadata: { currency: 'NZD' } });
      // The official flush does not wait for a full batch that is on its way already.
      if (i % 250 === 249) await official.flush();
    }
    const report = await ours.flush();

    expect(report).toMatchObject({ pending: 0, dropped: 0, timedOut: false });
    expect((await server.events.count()) - before).toBe(4 * users.length);
    const exposures = await server.events.summarizeExposures();
    expect(exposures.reduce((sum, { exposures: seen }) => sum + seen, 0)).toBe(2 * users.length);
    expect(new Set(exposures.map(({ name }) => name))).toEqual(new Set(['new_checkout']));
  });
});

function answerOf({
  value,
  ruleID,
  groupName,
}: {
  value: unknown;
  ruleID: string;
  groupName: string | null;
}) {
  return { value, ruleID, groupName };
}
