import {
  hasParameter,
  type ParameterReading,
  type ParameterStore,
  type Sampled,
  valueOr,
} from '@acme/statsig-core';

/**
 * A parameter store whose parameters count as seen when they are read.
 *
 * @param expose - Is told the gate, config or layer parameter that a parameter took its value from.
 */
export function exposingParameterStore(
  store: ParameterStore,
  expose: (answer: Sampled) => void,
): ParameterStore {
  function read(parameter: string): ParameterReading | undefined {
    const reading = store.read(parameter);
    const origin = reading?.origin ?? null;
    if (origin !== null && isSeen(origin)) expose(origin);
    return reading;
  }
  return {
    ...store,
    read,
    get: <T>(parameter: string, fallback: T): T => valueOr(read(parameter)?.value, fallback),
  };
}

/** A layer counts as seen only for what it has. */
function isSeen(origin: Sampled): boolean {
  return !('layer' in origin) || hasParameter(origin.layer.value, origin.parameter, null);
}
