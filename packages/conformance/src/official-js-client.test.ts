import { createStatsig, type Statsig } from '@acme/statsig-node';
import { createServer, loadProject, type Server, shopProjectFile } from '@acme/statsig-server';
import { StatsigClient } from '@statsig/js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// The client SDK of browsers as a client of our server: it asks for one user's answers, and keeps none of the rules.
// It sends events from browsers only, not from here.

const keys = ['secret-js-client', 'client-js-client'];
const users = Array.from({ length: 50 }, (_, i) => ({
  userID: `user-${i}`,
  customIDs: { companyID: `company-${i % 10}` },
  custom: { orders: i % 25, plan: i % 2 ? 'team' : 'free' },
  country: ['NZ', 'AU', 'DE', 'US'][i % 4]!,
  email: `user-${i}@${['shop.example', 'mail.example'][i % 2]}`,
}));

let server: Server;
let url: string;
let ours: Statsig;
const project = await loadProject(shopProjectFile);

beforeAll(async () => {
  server = await createServer({ project: shopProjectFile, store: ':memory:', keys });
  ({ url } = await server.listen({ port: 0 }));
  ours = createStatsig({ sdkKey: keys[0], apiURL: `${url}/v1`, environment: 'production' });
  expect(await ours.initialize()).toMatchObject({ success: true, source: 'Network' });
});

afterAll(async () => {
  await ours.shutdown();
  await server.close();
});

/** The client SDK, initialised for a user over HTTP. */
const startClient = async (user: (typeof users)[number]): Promise<StatsigClient> => {
  const client = new StatsigClient('client-js-client', user, { networkConfig: { api: `${url}/v1` } });
  await client.initializeAsync();
  expect(client.getFeatureGate('new_checkout').details.reason).toBe('Network:Recognized');
  return client;
};

describe('the JavaScript client against our server', () => {
  it('gives the answers that our server SDK gives', async () => {
    for (const user of users) {
      const client = await startClient(user);
      const gates = project.gates.map(({ id }) => [id, client.checkGate(id)]);
      expect(gates).toEqual(project.gates.map(({ id }) => [id, ours.checkGate(user, id)]));
      const experiments = project.experiments.map(({ id }) => [id, client.getExperiment(id).value]);
      expect(experiments).toEqual(
        project.experiments.map(({ id }) => [id, ours.getExperiment(user, id).value]),
      );
      await client.shutdown();
    }
  });
});
