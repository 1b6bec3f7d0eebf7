import { describe, expect, it } from 'vitest';
import { App } from '../frame/app.ts';
import { type Reply, startFaultServer } from '../frame/fault-server.ts';
import { temporaryFolder } from '../frame/temporary-folder.ts';
import { deliveredNames, loggedNames } from './delivered.ts';

const accepted: Reply = { status: 202 };
const requestTimeoutMs = 1_000;

describe('an application that ends', () => {
  it('delivers at SIGTERM what a flush under way could not', async () => {
    await using server = await startFaultServer({ log_event: ['hang', accepted] });
    await using app = new App({ apiURL: server.apiURL, requestTimeoutMs });
    await app.ask('protect');
    await app.ask('log', 200);
    void app.ask('flush', { deadlineMs: 60_000 }).catch(() => undefined);
    await server.asked('log_event', 1);
    app.kill('SIGTERM');
    expect(await app.ended).toEqual({ code: null, signal: 'SIGTERM' });
    expect(deliveredNames(server)).toEqual(loggedNames(200));
  });

  it('delivers by a shutdown that begins while it waits for the next attempt', async () => {
    await using server = await startFaultServer({
      log_event: [{ status: 503, headers: { 'retry-after': '600' } }, accepted],
    });
    await using app = new App({ apiURL: server.apiURL });
    await app.ask('log', 200);
    void app.ask('flush', { deadlineMs: 60_000 });
    await app.line((line) => line.includes('503'));
    expect(await app.ask('shutdown', { deadlineMs: 30_000 })).toMatchObject({
      sent: 200,
      pending: 0,
      timedOut: false,
    });
    expect(deliveredNames(server)).toEqual(loggedNames(200));
  });

  it('refuses events after shutdown, and counts them', async () => {
    await using server = await startFaultServer({ log_event: [accepted] });
    await using app = new App({ apiURL: server.apiURL });
    await app.ask('log', 3);
    expect(await app.ask('shutdown', {})).toMatchObject({ sent: 3 });
    await app.ask('log', 4);
    expect(await app.ask('stats')).toMatchObject({
      enqueued: 7,
      sent: 3,
      pending: 0,
      dropped: { afterShutdown: 4 },
    });
    expect(deliveredNames(server)).toEqual(loggedNames(3));
  });

  it('says at its deadline what is not sent, and keeps it when it has an event store', async () => {
    await using folder = await temporaryFolder();
    await using server = await startFaultServer({ log_event: (index) => (index === 0 ? 'hang' : accepted) });
    const options = { apiURL: server.apiURL, eventStore: { directory: folder.path } };
    {
      await using app = new App(options);
      await app.ask('log', 100);
      const report = await app.ask('shutdown', { deadlineMs: 500 });
      expect(report).toEqual({ sent: 0, pending: 0, spooled: 100, dropped: 0, timedOut: true });
      app.kill('SIGKILL');
      await app.ended;
    }
    await using next = new App(options);
    await next.ask('initialize');
    expect(await next.ask('flush', { deadlineMs: 60_000 })).toMatchObject({
      sent: 100,
      pending: 0,
      spooled: 0,
    });
    expect(deliveredNames(server)).toEqual(loggedNames(100));
    const ids = server.to('log_event').map(({ headers }) => headers['statsig-batch-id']);
    expect(new Set(ids).size).toBe(1);
  });
});
