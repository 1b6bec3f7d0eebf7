import { createStatsig, type Statsig } from '@acme/statsig-node';
import { createServer, loadProject, type Server, shopProjectFile } from '@acme/statsig-server';
import { Statsig as ServerCore, StatsigUser } from '@statsig/statsig-node-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// Server Core as a client of our server: it reads v2 payloads, and sends events in zstd.

const sdkKey = 'secret-server-core';
const users = Array.from({ length: 1000 }, (_, i) => ({
  userID: `user-${i}`,
  customIDs: { companyID: `company-${i % 40}` },
  custom: { orders: i % 25, signed_up_at: Date.UTC(2021 + (i % 5), i % 12), plan: i % 2 ? 'team' : 'free' },
  country: ['NZ', 'AU', 'DE', 'US'][i % 4]!,
  email: `user-${i}@${['shop.example', 'mail.example'][i % 2]}`,
  appVersion: `${2 + (i % 3)}.${i % 8}.0`,
}));

let server: Server;
let core: ServerCore;
let ours: Statsig;
const project = await loadProject(shopProjectFile);

beforeAll(async () => {
  server = await createServer({ project: shopProjectFile, store: ':memory:', keys: [sdkKey] });
  const { url } = await server.listen({ port: 0 });
  core = new ServerCore(sdkKey, {
    specsUrl: `${url}/v2/download_config_specs`,
    logEventUrl: `${url}/v1/log_event`,
    idListsUrl: `${url}/v1/get_id_lists`,
    enableIdLists: true,
    environment: 'production',
    outputLogLevel: 'none',
  });
  ours = createStatsig({ sdkKey, apiURL: `${url}/v1`, environment: 'production' });
  expect(await core.initialize()).toMatchObject({ isSuccess: true });
  expect(await ours.initialize()).toMatchObject({ success: true, source: 'Network' });
});

afterAll(async () => {
  await ours.shutdown();
  await core.shutdown();
  await server.close();
});

describe('Server Core against our server', () => {
  const unlogged = { disableExposureLogging: true };
  const both = users.map((user) => ({ user, theirs: new StatsigUser(user) }));

  it('gives the same gates as ours', () => {
    for (const { user, theirs } of both) {
      for (const { id: name } of project.gates) {
        const gate = core.getFeatureGate(theirs, name, unlogged);
        const { value, ruleID } = ours.getFeatureGate(user, name, unlogged);
        expect({ user, name, value, ruleID }).toEqual({ user, name, value: gate.value, ruleID: gate.ruleID });
      }
    }
  });

  it('gives the same configs, experiments and layers as ours', () => {
    for (const { user, theirs } of both) {
      for (const { id: name } of [...project.dynamic_configs, ...project.experiments]) {
        const experiment = core.getExperiment(theirs, name, unlogged);
        const { value, ruleID } = ours.getExperiment(user, name, unlogged);
        expect({ user, name, value, ruleID }).toEqual({
          user,
          name,
          value: experiment.value,
          ruleID: experiment.ruleID,
        });
      }
      for (const { id: name, defaultValue } of project.layers) {
        const layer = core.getLayer(theirs, name, unlogged);
        const our = ours.getLayer(user, name, unlogged);
        const values = Object.keys(defaultValue).map((parameter) => our.get(parameter, null));
        expect({ user, name, ruleID: our.ruleID, values }).toEqual({
          user,
          name,
          ruleID: layer.ruleID,
          values: Object.keys(defaultValue).map((parameter) => layer.get(parameter, null)),
        });
      }
    }
  });

  it('has its events accepted, all of them', async () => {
    for (const { theirs } of both) {
      core.checkGate(theirs, 'new_checkout');
      core.logEvent(theirs, 'purchase', 9.5, { currency: 'NZD' });
    }
    await core.flushEvents();
    // One more sums up the checks above, which were not exposed.
    await expect.poll(() => server.events.count()).toBe(2 * users.length + 1);
    const exposures = await server.events.summarizeExposures();
    expect(exposures.reduce((sum, { units }) => sum + units, 0)).toBe(users.length);
  });
});
