import type { ClientInitializeOptions, EvaluationContext } from '@acme/statsig-core';
import { sdkType, sdkVersion } from './sdk.ts';

/** How a client initialize response is to be made. */
export interface ClientResponseOptions
  extends Omit<ClientInitializeOptions, keyof EvaluationContext | 'sdkInfo'> {
  /**
   * Whether what `statsig.overrides` holds counts for the client too.
   *
   * @defaultValue false
   */
  readonly includeLocalOverrides?: boolean | undefined;
}

/** The options of core for a response that an SDK object makes. */
export function clientOptions(
  context: EvaluationContext,
  given: ClientResponseOptions | undefined,
): ClientInitializeOptions {
  // Callers without types pass null.
  const { includeLocalOverrides, ...options } = given ?? {};
  const overrides = includeLocalOverrides === true ? context.overrides : undefined;
  return { ...context, ...options, overrides, sdkInfo: { sdkType, sdkVersion } };
}
