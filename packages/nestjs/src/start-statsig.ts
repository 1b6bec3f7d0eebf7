import { createStatsig, type Statsig, StatsigError } from '@acme/statsig-node';
import type { ResolvedModuleOptions } from './module-options.ts';

/**
 * Makes the app's SDK object, unless it is given, and waits until it can answer: Nest constructs nothing that needs it, and
 * listens to nothing, before.
 *
 * @throws {StatsigError} `MISSING_SDK_KEY`, or `INVALID_OPTIONS` with the name of the option. With `failFast`, the reason
 *   why there are no specs.
 */
export async function startStatsig(options: ResolvedModuleOptions): Promise<Statsig> {
  const { statsig: given, sdkOptions, logger, failFast } = options;
  const statsig = given ?? createStatsig(sdkOptions);
  const { success, error } = await statsig.initialize();
  if (success || error === null) return statsig;
  if (failFast) {
    if (given === undefined) await statsig.shutdown({ deadlineMs: 0 });
    throw new StatsigError(error.code, `The app does not start without specs (failFast): ${error.message}`, {
      cause: error,
    });
  }
  logger.warn(
    `The app starts without specs; until they arrive gates are closed, and everything else answers its fallback. ${error.message}`,
  );
  return statsig;
}
