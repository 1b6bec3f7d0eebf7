import { createOverrides, type Overrides } from '@acme/statsig-core';
import type { ClientResponseOptions } from '../client-response-options.ts';
import type { ClientInitializeResponseOptions } from './options.ts';

/** What a response is made with. */
export function clientResponseOptions(
  clientKey: string | undefined,
  { hash, includeLocalOverrides, overrides }: ClientInitializeResponseOptions = {},
): ClientResponseOptions {
  return {
    clientKey: clientKey ?? undefined,
    hash,
    includeLocalOverrides,
    ...(overrides === undefined ? undefined : { overrides: overridesOf(overrides) }),
  };
}

function overridesOf(given: NonNullable<ClientInitializeResponseOptions['overrides']>): Overrides {
  const overrides = createOverrides();
  for (const [name, value] of Object.entries(given.featureGates ?? {}))
    overrides.set('gate', name, { value });
  for (const [name, { value, groupName }] of Object.entries(given.dynamicConfigs ?? {})) {
    if (value !== undefined) overrides.set('dynamicConfig', name, { value });
    if (value !== undefined) overrides.set('experiment', name, { value });
    else if (groupName !== undefined) overrides.set('experiment', name, { groupName });
  }
  for (const [name, { value }] of Object.entries(given.layers ?? {})) overrides.set('layer', name, { value });
  return overrides;
}
