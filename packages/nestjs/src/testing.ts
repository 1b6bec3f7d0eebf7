import type { Statsig, StatsigUser } from '@acme/statsig-node';
import { createTestStatsig, type LoggedEvents, type TestStatsigOptions } from '@acme/statsig-testing';
import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { getStatsigToken } from './inject-statsig.ts';
import type { StatsigModuleExtras } from './module-definition.ts';
import type { StatsigModuleOptions } from './module-options.ts';
import { StatsigModule } from './statsig.module.ts';

/** What the project of a test is like, and whom its requests are from. Nothing has to be said. */
export interface StatsigTestingOptions extends TestStatsigOptions, StatsigModuleExtras {
  /**
   * The user of every request, or how it is found.
   *
   * @defaultValue `userOfRequest`
   */
  readonly user?: StatsigUser | StatsigModuleOptions['user'];
}

/**
 * `StatsigModule` for tests: the real one, on specs of the test's own, without a network. What was exposed and logged is in
 * `testStatsigOf(app)`.
 *
 * @example
 * const testing = await Test.createTestingModule({
 *   imports: [StatsigTestingModule.forRoot({ gates: { new_checkout: true }, user: { userID: 'ada' } })],
 *   controllers: [CheckoutController],
 * }).compile();
 */
export const StatsigTestingModule: {
  /** The app fails to start with `INVALID_OPTIONS` when two specs share a name. */
  forRoot(options?: StatsigTestingOptions): DynamicModule;
} = {
  forRoot({ user, isGlobal, name, ...project } = {}) {
    return StatsigModule.forRootAsync({
      isGlobal,
      name,
      useFactory: async () => ({
        statsig: await createTestStatsig(project),
        user: typeof user === 'object' ? () => user : user,
        flushAtShutdown: false,
      }),
    });
  },
};

/**
 * The SDK object of an app with {@link StatsigTestingModule}.
 *
 * @param name - As given to `forRoot`.
 * @example
 * await expect(testStatsigOf(app)).toHaveExposed('new_checkout', { userID: 'ada' });
 */
export function testStatsigOf(app: INestApplicationContext, name?: string): Statsig & LoggedEvents {
  return app.get<Statsig & LoggedEvents>(getStatsigToken(name), { strict: false });
}
