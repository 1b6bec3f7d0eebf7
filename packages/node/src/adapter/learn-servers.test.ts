import { once } from 'node:events';
import { Agent, get, type IncomingMessage, type Server } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startOffline } from '../offline.test-support.ts';
import { specsPayload } from '../specs.test-support.ts';
import { learnServers } from './learn-servers.ts';
import { serve } from './serve.test-support.ts';

describe('learnServers', () => {
  it('delivers events when a server closes, and once more when the next one does', async () => {
    const { statsig } = await startOffline(specsPayload());
    const servers = learnServers(statsig, { deadlineMs: 1_000 });
    for (const count of [1, 2]) {
      await using served = await serve((request, response) => {
        servers.learnFrom(request, response);
        statsig.logEvent({ userID: 'ada' }, 'served');
        response.end();
      });
      await (await fetch(served.url)).text();
      await served[Symbol.asyncDispose]();
      await expect.poll(() => statsig.getStats()).toMatchObject({ sent: count, pending: 0 });
    }
  });

  it('closes a server that nobody has asked yet, before the process ends', async () => {
    const { statsig } = await startOffline(specsPayload());
    await using served = await serve((_, response) => response.end());
    const closed = once(served.server, 'close');
    learnServers(statsig, { deadlineMs: 1_000 }).learn(served.server as Server);
    statsig.logEvent({ userID: 'ada' }, 'started');
    served.server.close();
    await closed;
    await expect.poll(() => statsig.getStats()).toMatchObject({ sent: 1, pending: 0 });
  });

  it('tells clients that keep their connection that it ends, whoever closes the server', async () => {
    const { statsig } = await startOffline(specsPayload());
    const servers = learnServers(statsig, { deadlineMs: 1_000 });
    await using served = await serve((request, response) => {
      servers.learnFrom(request, response);
      if (request.url === '/close') (served.server as Server).close();
      response.end();
    });
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

  it.each([[{}], [{ socket: null }], [{ socket: {} }], [{ socket: { server: {} } }]])(
    'learns nothing of %j, which came through no server',
    async (request) => {
      const { statsig } = await startOffline(specsPayload());
      const servers = learnServers(statsig, { deadlineMs: 1_000 });
      const headers: string[] = [];
      servers.learnFrom(request, { setHeader: (name: string) => headers.push(name) as never });
      expect(headers).toEqual([]);
    },
  );
});
