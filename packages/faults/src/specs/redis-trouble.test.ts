import { describe, expect, it } from 'vitest';
import { startFaultServer } from '../frame/fault-server.ts';
import { changing } from '../frame/project.ts';
import { canStartRedis, RedisServer } from '../frame/redis-server.ts';
import { CachedApp } from './cached-app.ts';

const specs = { intervalMs: 1_000 };

async function startAll() {
  const redis = await RedisServer.start();
  const server = await startFaultServer({ download_config_specs: changing() });
  return {
    redis,
    server,
    start: (library: 'ioredis' | 'redis', apiURL = server.apiURL) =>
      new CachedApp({
        options: { apiURL, specs },
        adapter: library === 'ioredis' ? { ioredis: redis.url } : { redis: redis.url },
      }),
    async [Symbol.asyncDispose]() {
      redis.goOn();
      await redis.stop();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe.skipIf(!canStartRedis()).each(['ioredis', 'redis'] as const)(
  'Redis in trouble, with %s',
  (library) => {
    it('is stopped or stalled at the start: specs come from the server, in time', async () => {
      await using all = await startAll();
      for (const harm of [async () => all.redis.stall(), () => all.redis.stop()]) {
        await harm();
        await using app = all.start(library);
        expect(await app.initialized()).toMatchObject({ initialized: true, from: 'Network', isOpen: true });
      }
    });

    it('is stalled, goes on, is stopped, and starts again empty: polls go on, and it is filled again', async () => {
      await using all = await startAll();
      const { redis, server } = all;
      await using app = all.start(library);
      await app.initialized();
      const pollsGoOn = async () => {
        const { length } = server.to('download_config_specs');
        await server.asked('download_config_specs', length + 3);
        await app.says(({ lcut }) => (lcut ?? 0) >= 1_000 + length);
      };
      redis.stall();
      await pollsGoOn();
      await app.says(({ error }) => error === 'STORAGE');
      redis.goOn();
      await pollsGoOn();
      await redis.stop();
      await pollsGoOn();
      await redis.startAgain();
      await pollsGoOn();

      // The next process has what Redis has, whatever the server does.
      for (;;) {
        await using next = all.start(library, 'http://127.0.0.1:9/v1');
        const { from } = await next.initialized();
        if (from === 'DataAdapter') break;
        await pollsGoOn();
      }
    });
  },
);
