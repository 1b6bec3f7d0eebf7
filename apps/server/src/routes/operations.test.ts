import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { logEvents, purchase, secretKey, startServer, temporaryFolder } from '../server.test-support.ts';

describe('GET /v1/ready', () => {
  it('is 200 while the store can be written to, and says why when it cannot', async () => {
    const file = join(await temporaryFolder(), 'statsig.db');
    const { server } = await startServer({ store: `file:${file}` });
    const ready = () => server.fetch('http://server/v1/ready');
    expect((await ready()).status).toBe(200);
    const other = new DatabaseSync(file);
    onTestFinished(() => other.close());
    other.exec('begin immediate');
    const response = await ready();
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ reasons: [expect.stringContaining('store')] });
    expect((await server.fetch('http://server/v1/health')).status).toBe(200);
    other.exec('rollback');
    expect((await ready()).status).toBe(200);
  });
});

describe('GET /metrics', () => {
  const metricsOf = async (token?: string, bearer?: string) => {
    const { server } = await startServer({ metricsToken: token });
    await logEvents(server, { events: [purchase, {}] }, { 'statsig-batch-id': '1' });
    await logEvents(server, { events: [purchase] }, { 'statsig-batch-id': '1' });
    await server.fetch(`http://server/v1/download_config_specs/${secretKey}.json`);
    const headers = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
    const response = await server.fetch('http://server/metrics', { headers });
    return { status: response.status, text: await response.text() };
  };

  it('counts, and names no key', async () => {
    const { status, text } = await metricsOf('t0ken', 't0ken');
    expect(status).toBe(200);
    expect(text).toContain('statsig_events_stored_total{environment="production"} 1\n');
    expect(text).toContain('statsig_events_rejected_total{reason="eventName"} 1\n');
    expect(text).toContain('statsig_batches_repeated_total 1\n');
    expect(text).toContain('statsig_specs_time_seconds{environment="production"} 1795165200\n');
    expect(text).toContain('method="GET",route="/v1/download_config_specs/:key",status="200"} 1\n');
    expect(text).not.toContain(secretKey);
  });

  it.each([
    ['another token', 't0ken', 'other', 401],
    ['no token', 't0ken', undefined, 401],
    ['none to see', undefined, 't0ken', 404],
  ])('with %s answers %4$i', async (_case, token, bearer, status) => {
    expect((await metricsOf(token, bearer)).status).toBe(status);
  });
});
