import type { ClientInitializeOptions, EvaluationContext, Overrides } from '@acme/statsig-core';
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
  /**
   * Answers for this response alone, made by `createOverrides`; they beat those of `statsig.overrides`.
   *
   * @defaultValue None
   */
  readonly overrides?: Overrides | undefined;
}

/** The options of core for a response that an SDK object makes. */
export function clientOptions(
  context: EvaluationContext,
  given: ClientResponseOptions | undefined,
): ClientInitializeOptions {
  // Callers without types pass null.
  const { includeLocalOverrides, overrides, ...options } = given ?? {};
  const local = includeLocalOverrides === true ? context.overrides : undefined;
  return {
    ...context,
    ...options,
    overrides: overrides === undefined ? local : both(overrides, local),
    sdkInfo: { sdkType, sdkVersion },
  };
}

function both(first: Overrides, second: Overrides | undefined): Overrides {
  if (second === undefined) return first;
  return {
    ...first,
    find: (kind, name, user) => first.find(kind, name, user) ?? second.find(kind, name, user),
  };
}
