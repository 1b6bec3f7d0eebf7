// A program that logs 20 events and ends in the way that its argument names. Started by ending-process.test.ts.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { createStatsig, flushAtShutdown } from './index.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A server whose only request lasts until standard input ends, and which says when it stops accepting. */
async function startServer(): Promise<Server> {
  const server = createServer((_request, response) => {
    say('serving');
    void text(process.stdin).then(() => {
      statsig.logEvent({ userID: 'user-1' }, 'request-ended');
      response.end();
    });
  });
  const close = server.close.bind(server);
  server.close = (callback) => {
    say('closing');
    return close(callback);
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const statsig = createStatsig();
for (let index = 0; index < 20; index += 1) statsig.logEvent({ userID: 'user-1' }, `event-${index}`);

const endings: Readonly<Record<string, () => Promise<void>>> = {
  /** Nothing is left to do. */
  naturally: async () => {
    flushAtShutdown(statsig);
  },
  /** Nothing is left to do, and nobody cares. */
  unprotected: async () => undefined,
  /** Awaits the shutdown at its end, with a server that fails at first. */
  awaited: async () => {
    say(JSON.stringify(await statsig.shutdown()));
  },
  /** Lives until a signal comes. */
  bySignal: async () => {
    const server = await startServer();
    flushAtShutdown(statsig, { server });
    say(`ready ${JSON.stringify(server.address())}`);
  },
  /** Has two SDK objects. */
  twice: async () => {
    const other = createStatsig();
    for (let index = 0; index < 20; index += 1) other.logEvent({ userID: 'user-2' }, `event-${index}`);
    flushAtShutdown(statsig);
    flushAtShutdown(other);
    await startServer();
    say('ready');
  },
  /** Has its own way to end at a signal. */
  byItself: async () => {
    flushAtShutdown(statsig);
    process.on('SIGTERM', () => void statsig.shutdown().then(() => process.exit(3)));
    await startServer();
    say('ready');
  },
};

await endings[process.argv[2] ?? '']?.();
