import type { InitializationDetails as EngineDetails } from '../initialization.ts';

/** How the start went. */
export type InitializationDetails = {
  /** In milliseconds. */
  duration: number;
  success: boolean;
  error?: Error;
  /** Where the specs came from; missing when there are none. */
  source?: InitializationSource;
};

export type InitializationSource = 'Network' | 'Bootstrap' | 'DataAdapter';

const sources: readonly string[] = ['Network', 'Bootstrap', 'DataAdapter'];

/** The engine's report in the words of the legacy SDK. */
export function initializationDetails(details: EngineDetails): InitializationDetails {
  const { durationMs: duration, success, error, source } = details;
  return {
    duration,
    success,
    ...(error === null ? undefined : { error }),
    ...(isSource(source) ? { source } : undefined),
  };
}

function isSource(source: string | null): source is InitializationSource {
  return source !== null && sources.includes(source);
}
