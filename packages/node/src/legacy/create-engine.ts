import { createStatsig } from '../create-statsig.ts';
import type { Statsig } from '../statsig.ts';
import { engineOptions } from './engine-options.ts';
import { StatsigInvalidArgumentError } from './errors.ts';
import type { StatsigOptions } from './options.ts';

/** An engine, and why it cannot start; null when it can. */
export interface Created {
  readonly engine: Statsig;
  readonly error: Error | null;
}

/** Creates the engine. As the legacy SDK does, says only at the start that a key or an option is wrong. */
export function createEngine(secretKey: unknown, options: StatsigOptions): Created {
  const key = typeof secretKey === 'string' ? secretKey : '';
  if (options.localMode !== true && !key.startsWith('secret-')) return unusable(wrongKey());
  try {
    return { engine: createStatsig(engineOptions(key, options)), error: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return unusable(new StatsigInvalidArgumentError(message, { cause: error }));
  }
}

function unusable(error: Error): Created {
  return { engine: createStatsig({ offline: true }), error };
}

function wrongKey(): Error {
  return new StatsigInvalidArgumentError(
    'Invalid key: initialize() needs the server secret key of your project, which starts with "secret-".',
  );
}
