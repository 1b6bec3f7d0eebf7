import { describe, expect, it } from 'vitest';
import { logEvents, now, startServer } from '../server.test-support.ts';

const exposure = (userID: string, kind: string, metadata: object) => ({
  eventName: `statsig::${kind}_exposure`,
  user: { userID },
  time: now,
  metadata,
});
const gate = (userID: string, gateValue: string) =>
  exposure(userID, 'gate', { gate: 'new_checkout', gateValue, ruleID: 'half' });
const layer = (userID: string, parameterName: string, allocatedExperiment: string) =>
  exposure(userID, 'layer', { config: 'checkout', parameterName, allocatedExperiment, ruleID: 'control' });

const row = {
  gateValue: null,
  parameterName: null,
  allocatedExperiment: null,
  exposures: 1,
  units: 1,
};

describe('the summary of exposures', () => {
  it('is empty at first', async () => {
    const { server } = await startServer();
    expect(await server.events.summarizeExposures()).toEqual([]);
  });

  it('has a row for each answer, with how often and by how many it was seen', async () => {
    const { server } = await startServer();
    const config = exposure('ada', 'config', { config: 'search_ranking', ruleID: 'popular' });
    await logEvents(server, { events: [gate('ada', 'true'), gate('bob', 'true'), gate('cyd', 'false')] });
    await logEvents(server, {
      events: [gate('ada', 'true'), config, layer('ada', 'color', 'checkout_button')],
    });
    await logEvents(server, { events: [layer('bob', 'color', ''), layer('bob', 'discount', '')] });
    const ofGate = { ...row, eventName: 'statsig::gate_exposure', name: 'new_checkout', ruleID: 'half' };
    const ofLayer = { ...row, eventName: 'statsig::layer_exposure', name: 'checkout', ruleID: 'control' };
    expect(await server.events.summarizeExposures()).toEqual([
      { ...row, eventName: 'statsig::config_exposure', name: 'search_ranking', ruleID: 'popular' },
      { ...ofGate, gateValue: false },
      { ...ofGate, gateValue: true, exposures: 3, units: 2 },
      { ...ofLayer, parameterName: 'color' },
      { ...ofLayer, parameterName: 'color', allocatedExperiment: 'checkout_button' },
      { ...ofLayer, parameterName: 'discount' },
    ]);
    expect(await server.events.count()).toBe(8);
  });

  it('does not count a batch that is sent again', async () => {
    const { server } = await startServer();
    for (let attempt = 0; attempt < 3; attempt += 1)
      await logEvents(server, { events: [gate('ada', 'true')] });
    expect(await server.events.summarizeExposures()).toMatchObject([{ exposures: 1, units: 1 }]);
  });

  it('counts thousands at once', async () => {
    const { server } = await startServer();
    const events = Array.from({ length: 4000 }, (_, index) => gate(`user-${index % 1500}`, 'true'));
    await logEvents(server, { events });
    expect(await server.events.summarizeExposures()).toMatchObject([{ exposures: 4000, units: 1500 }]);
  });
});
