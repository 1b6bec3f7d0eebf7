import type { ParameterValues } from '../results/parameters.ts';
import { isRecord } from '../specs/record.ts';

/** A config's value as parameters; what is no object has none. */
export function parameterValues(value: unknown): ParameterValues {
  return isRecord(value) ? value : {};
}
