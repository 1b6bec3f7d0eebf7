import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { logEvents, now, purchase, secretKey, startServer, temporaryFolder } from './server.test-support.ts';

/** A server on a file, and a second connection to it. */
const start = async () => {
  const databaseFile = join(await temporaryFolder(), 'data', 'statsig.db');
  const started = await startServer({ store: `file:${databaseFile}` });
  const second = new DatabaseSync(databaseFile);
  onTestFinished(() => second.close());
  const stored = (): unknown[] => second.prepare('select name, time, unit_id, body from event').all();
  return { ...started, databaseFile, second, stored };
};

describe('a 202', () => {
  it('comes when anyone can read the events', async () => {
    const { server, stored } = await start();
    const privateUser = { userID: 'ada', privateAttributes: { ssn: '078-05-1120' } };
    expect((await logEvents(server, { events: [{ ...purchase, user: privateUser }] })).status).toBe(202);
    expect(stored()).toMatchObject([
      {
        name: 'purchase',
        time: now,
        unit_id: 'ada',
        body: JSON.stringify({ eventName: 'purchase', user: { userID: 'ada' }, time: now }),
      },
    ]);
  });

  it('outlives the server, and so does its batch ID', async () => {
    const { server, databaseFile } = await start();
    await logEvents(server, { events: [purchase] }, { 'statsig-batch-id': 'b1' });
    await server.close();
    const { server: next } = await startServer({ store: `file:${databaseFile}` });
    expect((await logEvents(next, { events: [purchase] }, { 'statsig-batch-id': 'b1' })).status).toBe(202);
    expect(await next.events.count()).toBe(1);
  });

  it('is not given while another process holds the database; 503 is, and all goes on afterwards', async () => {
    const { server, second, stored, lines } = await start();
    second.exec('begin immediate');
    const response = await logEvents(server, { events: [purchase] });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toEqual({ success: false, message: expect.any(String) });
    expect(lines).toEqual([expect.stringContaining('error [statsig] 1 events not stored')]);
    second.exec('rollback');
    expect(stored()).toHaveLength(0);
    expect((await logEvents(server, { events: [purchase] })).status).toBe(202);
    expect(stored()).toHaveLength(1);
  });

  it.each(['event', 'exposure'])(
    'is not given when half of a batch cannot be written (no table %s)',
    async (table) => {
      const { server, second } = await start();
      second.exec(`alter table ${table} rename to away`);
      const exposure = {
        ...purchase,
        eventName: 'statsig::gate_exposure',
        metadata: { gate: 'new_checkout', gateValue: 'true', ruleID: 'r' },
      };
      expect((await logEvents(server, { events: [purchase, exposure] })).status).toBe(503);
      second.exec(`alter table away rename to ${table}`);
      const rows = ['batch', 'event', 'exposure'].map((name) =>
        second.prepare(`select * from ${name}`).all(),
      );
      expect(rows).toEqual([[], [], []]);
      expect((await logEvents(server, { events: [purchase, exposure] })).status).toBe(202);
      expect(await server.events.count()).toBe(2);
    },
  );

  it('is not needed for specs: they are served while nothing can be stored', async () => {
    const { server, second } = await start();
    second.exec('begin immediate');
    const response = await server.fetch(`http://server/v1/download_config_specs/${secretKey}.json`);
    expect(response.status).toBe(200);
    second.exec('rollback');
  });
});
