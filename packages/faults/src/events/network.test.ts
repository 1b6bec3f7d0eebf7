import { describe, expect, it } from 'vitest';
import { App } from '../frame/app.ts';
import { freePort, type Reply, startFaultServer } from '../frame/fault-server.ts';
import { createRandom } from '../frame/random.ts';
import { deliveredNames, loggedNames } from './delivered.ts';

const accepted: Reply = { status: 202 };

describe('events', () => {
  it.each<Reply[]>([['resetMidBody'], ['reset'], [{ status: 503 }]])(
    'arrive once, in order, when the first attempt ends in %j',
    async (fault) => {
      const count = createRandom('arrive once').between(1, 500);
      await using server = await startFaultServer({ log_event: [fault, accepted] });
      await using app = new App({ apiURL: server.apiURL });
      await app.ask('log', count);
      const report = await app.ask('flush', { deadlineMs: 60_000 });
      expect(report).toEqual({ sent: count, pending: 0, spooled: 0, dropped: 0, timedOut: false });
      expect(deliveredNames(server)).toEqual(loggedNames(count));
    },
  );

  it('arrive when the server starts after them', async () => {
    const port = await freePort();
    await using app = new App({ apiURL: `http://127.0.0.1:${port}/v1` });
    await app.ask('log', 100);
    expect(await app.ask('flush', { deadlineMs: 1 })).toMatchObject({
      sent: 0,
      pending: 100,
      timedOut: true,
    });
    const flushed = app.ask('flush', { deadlineMs: 60_000 });
    await app.line((line) => line.includes('ECONNREFUSED'));
    await using server = await startFaultServer({ log_event: [accepted] }, { port });
    expect(await flushed).toMatchObject({ sent: 100, pending: 0, timedOut: false });
    expect(deliveredNames(server)).toEqual(loggedNames(100));
  });
});
