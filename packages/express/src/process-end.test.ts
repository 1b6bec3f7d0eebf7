import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type Ending, startEnding, startRecorder, visit, visitUntilGone } from '@acme/adapter-testing';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { serve, statsigOf } from './app.test-support.ts';
import { statsigMiddleware } from './index.ts';

const script = fileURLToPath(new URL('ending-app.test-support.ts', import.meta.url));

/** What the process is started with: how many apps, whether they flush, what it does itself at SIGTERM. */
interface Settings {
  readonly APPS?: string;
  readonly FLUSH?: string;
  readonly LISTENER?: string;
}

const start = (settings: Settings = {}): Promise<Ending> => startEnding(script, { ...settings });

describe("the server's close", () => {
  it('delivers events, and leaves the app fit to be served again', async () => {
    await using recorder = await startRecorder();
    await using statsig = statsigOf(recorder.apiURL, { events: { intervalMs: 60_000 } });
    const app = express().use(
      statsigMiddleware({ statsig, user: (req) => ({ userID: req.get('x-user-id') }) }),
    );
    app.get('/', (req, res) => void res.json(req.statsig.checkGate('open')));
    for (const [index, userID] of ['ada', 'bob'].entries()) {
      await using served = await serve(app);
      await visit(served.url, userID);
      await served[Symbol.asyncDispose]();
      await recorder.received(index + 1);
    }
    expect(recorder.usersOf('statsig::gate_exposure')).toEqual(['ada', 'bob']);
  });

  it('delivers events of a server that was attached before any request, though nothing else is flushed', async () => {
    await using recorder = await startRecorder();
    await using statsig = statsigOf(recorder.apiURL, { events: { intervalMs: 60_000 } });
    const middleware = statsigMiddleware({ statsig, flushAtShutdown: false });
    await using served = await serve(express().use(middleware));
    middleware.attachShutdown(served.server);
    statsig.logEvent({ userID: 'ada' }, 'started');
    await served[Symbol.asyncDispose]();
    await recorder.received(1);
    expect(recorder.usersOf('started')).toEqual(['ada']);
  });

  it('tells clients whose connection is kept that it ends', async () => {
    await using recorder = await startRecorder();
    await using statsig = statsigOf(recorder.apiURL);
    const app = express().use(statsigMiddleware({ statsig }));
    await using served = await serve(app);
    app.get('/close', (_req, res) => {
      served.server.close();
      res.send();
    });
    app.get('/', (_req, res) => void res.send());

    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const closed = once(served.server, 'close');
    const answers = ['/close', '/'].map(async (path) => {
      const [response] = (await once(get(`${served.url}${path}`, { agent }), 'response')) as [
        IncomingMessage,
      ];
      response.resume();
      return response.headers.connection;
    });
    expect(await Promise.all(answers)).toEqual(['keep-alive', 'close']);
    await closed;
  });
});

describe.skipIf(process.platform === 'win32')('the end of the process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'loses no event of any request that was answered, at %s under load',
    async (signal) => {
      await using ending = await start();
      const served: string[] = [];
      const visitors = Array.from({ length: 20 }, (_, index) =>
        visitUntilGone(ending.urls[0]!, `v${index}`, served),
      );
      while (served.length < 200) await visit(ending.urls[0]!, 'first');
      ending.child.kill(signal);

      expect(await ending.ended).toEqual([null, signal]);
      await Promise.all(visitors);
      for (const name of ['served', 'statsig::gate_exposure']) {
        const seen = new Set(ending.recorder.usersOf(name));
        expect(served.filter((userID) => !seen.has(userID))).toEqual([]);
      }
    },
  );

  it('lets the request be answered that is being served, and does not wait for its connection', async () => {
    await using ending = await start();
    const response = await fetch(`${ending.urls[0]}/end`, { headers: { 'x-user-id': 'ada' } });
    expect(await response.text()).toBe('the last one');
    expect(await ending.ended).toEqual([null, 'SIGTERM']);
    expect(ending.recorder.usersOf('served')).toEqual(['ada']);
  });

  it.each([['closes the server'], ['closes the server, from before the app was made']])(
    'leaves the exit to an application that listens to the signal itself and %s',
    async (LISTENER) => {
      await using ending = await start({ LISTENER });
      await visit(ending.urls[0]!, 'ada');
      ending.child.kill('SIGTERM');
      expect(await ending.ended).toEqual([0, null]);
      expect(ending.recorder.usersOf('served')).toEqual(['ada']);
    },
  );

  it('leaves the servers to an application that listens to the signal itself', async () => {
    await using ending = await start({ LISTENER: 'goes on' });
    await visit(ending.urls[0]!, 'ada');
    ending.child.kill('SIGTERM');
    // What was queued is sent at once, and what comes later as well.
    await ending.recorder.received(2);
    await visit(ending.urls[0]!, 'bob');
    await fetch(`${ending.urls[0]}/close`);
    expect(await ending.ended).toEqual([0, null]);
    expect(ending.recorder.usersOf('served')).toEqual(['ada', 'bob']);
  });

  it('delivers events when the server closes and nothing is left to do', async () => {
    await using ending = await start();
    await visit(ending.urls[0]!, 'ada');
    await fetch(`${ending.urls[0]}/close`);
    expect(await ending.ended).toEqual([0, null]);
    expect(ending.recorder.usersOf('served')).toEqual(['ada']);
  });

  it('delivers the events of every app of the process, without a warning', async () => {
    await using ending = await start({ APPS: '12' });
    for (const [index, url] of ending.urls.entries()) await visit(url, `user-${index + 10}`);
    ending.child.kill('SIGTERM');
    expect(await ending.ended).toEqual([null, 'SIGTERM']);
    expect(ending.recorder.usersOf('served')).toEqual(ending.urls.map((_, index) => `user-${index + 10}`));
    expect(ending.told).toEqual([]);
  });

  it('is left to the application on request', async () => {
    await using ending = await start({ FLUSH: 'false' });
    await visit(ending.urls[0]!, 'ada');
    ending.child.kill('SIGTERM');
    expect(await ending.ended).toEqual([null, 'SIGTERM']);
    expect(ending.recorder.events).toEqual([]);
  });
});
