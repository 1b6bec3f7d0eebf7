import { describe, expect, it } from 'vitest';
import { startFaultServer } from '../frame/fault-server.ts';
import { changing } from '../frame/project.ts';
import { canStartRedis, RedisServer } from '../frame/redis-server.ts';
import { CachedApp } from './cached-app.ts';

const intervalMs = 3_000;

/** The newest thing that an application was brought. */
const newest = (app: CachedApp) => app.said.findLast(({ lcut }) => lcut !== undefined);

describe.skipIf(!canStartRedis())('a fleet on one Redis', () => {
  it.each(['ioredis', 'redis'] as const)(
    'has one process that asks the server, and another within two intervals of its kill -9 (%s)',
    async (library) => {
      await using redis = await RedisServer.start();
      await using server = await startFaultServer({ download_config_specs: changing() });
      const start = () =>
        new CachedApp({
          options: { apiURL: server.apiURL, specs: { intervalMs } },
          adapter: library === 'ioredis' ? { ioredis: redis.url } : { redis: redis.url },
        });
      await using first = start();
      await first.initialized();
      await using second = start();
      await using third = start();
      const fleet = [first, second, third];
      await Promise.all(fleet.map((app) => app.initialized()));

      // Whoever is brought something by the server twice in a row asks; the others are brought it by Redis.
      const asks = (app: CachedApp): boolean =>
        app.said
          .filter(({ lcut }) => lcut !== undefined)
          .slice(-2)
          .every(({ source }) => source === 'Network');
      await server.asked('download_config_specs', 8);
      await Promise.all(fleet.map((app) => app.says(({ lcut }) => (lcut ?? 0) >= 1_007)));
      const leader = fleet.find((app) => newest(app)?.source === 'Network');
      expect(fleet.filter(asks)).toEqual([leader]);

      const { length: asked } = server.to('download_config_specs');
      await server.asked('download_config_specs', asked + 1);
      leader?.kill('SIGKILL');
      const killedAt = performance.now();
      await server.asked('download_config_specs', asked + 2);
      expect(performance.now() - killedAt).toBeLessThan(2 * intervalMs);
      const rest = fleet.filter((app) => app !== leader);
      await Promise.all(rest.map((app) => app.says(({ lcut }) => (lcut ?? 0) >= 1_000 + asked + 1)));
    },
  );
});
