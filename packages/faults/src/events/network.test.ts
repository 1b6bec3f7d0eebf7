import { describe, expect, it } from 'vitest';
import { App } from '../frame/app.ts';
import { freePort, type Reply, startFaultServer } from '../frame/fault-server.ts';
import { createRandom } from '../frame/random.ts';
import { deliveredNames, loggedNames } from './delivered.ts';

const accepted: Reply = { status: 202 };
const requestTimeoutMs = 1_500;

describe('events', () => {
  it.each<[fault: Reply]>([
    ['resetMidBody'],
    ['reset'],
    ['hang'],
    ['html'],
    ['drip'],
    ['truncate'],
    ['badGzip'],
    ['cutGzip'],
    [{ status: 408 }],
    [{ status: 429, headers: { 'retry-after': '1' } }],
    [{ status: 500 }],
    [{ status: 503 }],
  ])('arrive once, in order, when the first attempt ends in %j', async (fault) => {
    const count = createRandom(`arrive once ${JSON.stringify(fault)}`).between(1, 500);
    await using server = await startFaultServer({ log_event: [fault, accepted] });
    await using app = new App({ apiURL: server.apiURL, requestTimeoutMs });
    await app.ask('log', count);
    const report = await app.ask('flush', { deadlineMs: 60_000 });
    expect(report).toEqual({ sent: count, pending: 0, spooled: 0, dropped: 0, timedOut: false });
    expect(deliveredNames(server)).toEqual(loggedNames(count));
  });

  it('arrive once each through any number of faults', async () => {
    const random = createRandom('any number');
    const faults: readonly Reply[] = ['reset', 'resetMidBody', 'html', { status: 500 }, { status: 413 }];
    await using server = await startFaultServer({
      log_event: () =>
        random.next() < 0.4 ? (faults[random.between(0, faults.length - 1)] ?? accepted) : accepted,
    });
    await using app = new App({ apiURL: server.apiURL, requestTimeoutMs, events: { maxBatchEvents: 50 } });
    await app.ask('log', 1_000);
    const { sent, pending, dropped } = await app.ask('flush', { deadlineMs: 100_000 });
    expect({ sum: sent + dropped, pending }).toEqual({ sum: 1_000, pending: 0 });
    const delivered = deliveredNames(server);
    expect(delivered).toHaveLength(sent);
    expect(new Set(delivered).size).toBe(sent);
    // A server that says 413 at random says it to single events too, now and then.
    expect((await app.ask('stats')).dropped.tooLarge).toBe(dropped);
  });

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

  it('do not follow a redirect to another origin, key and all, and wait for a better answer', async () => {
    await using elsewhere = await startFaultServer({ log_event: [accepted] });
    const redirect = { status: 307, headers: { location: `${elsewhere.apiURL}/log_event` } };
    await using server = await startFaultServer({ log_event: [redirect, accepted] });
    await using app = new App({ apiURL: server.apiURL });
    await app.ask('log', 10);
    expect(await app.ask('flush', {})).toMatchObject({ sent: 0, pending: 10, timedOut: false });
    expect(await app.ask('flush', {})).toMatchObject({ sent: 10, pending: 0 });
    expect(elsewhere.to('log_event')).toEqual([]);
    expect(app.errors).toMatchObject([{ message: expect.stringContaining('a redirect to') }]);
  });

  it('are kept, counted and told of when TLS fails', async () => {
    await using server = await startFaultServer({ log_event: [accepted] });
    await using app = new App({ apiURL: server.apiURL.replace('http:', 'https:') });
    await app.ask('log', 10);
    const flushed = app.ask('flush', { deadlineMs: 1_000 });
    await app.line((line) => line.includes('"code":"NETWORK"'));
    expect(await flushed).toEqual({ sent: 0, pending: 10, spooled: 0, dropped: 0, timedOut: true });
    expect(await app.ask('shutdown', { deadlineMs: 1 })).toMatchObject({ pending: 10, timedOut: true });
  });
});
