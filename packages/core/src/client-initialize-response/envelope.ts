import { evaluateGate } from '../evaluate/evaluate.ts';
import type { CompiledSpecs } from '../specs/compiled.ts';
import type { StatsigUser } from '../user/user.ts';
import type { ClientInitializeOptions } from './client-initialize-response.ts';
import { clientUser, evaluatedKeys } from './client-user.ts';
import type { ClientEntry } from './entries.ts';
import { nameWriter } from './names.ts';
import { parameterStoreEntry } from './parameter-store-entry.ts';
import { sessionReplayEntry } from './session-replay.ts';
import type { Visibility } from './visible-specs.ts';

interface EnvelopeOptions extends ClientInitializeOptions {
  readonly visibility: Visibility;
}

/** What a response says besides its answers. */
export function envelopeOf(specs: CompiledSpecs, user: StatsigUser, options: EnvelopeOptions): ClientEntry {
  const { hash = 'djb2', sdkInfo, environment } = options;
  const write = nameWriter(hash);
  const { sessionReplay } = specs.clients;
  const { defaultEnvironment: tier } = specs;
  return {
    sdkParams: {},
    has_updates: true,
    time: specs.lcut,
    evaluated_keys: evaluatedKeys(user),
    hash_used: hash,
    user: clientUser(user, environment ?? (tier === undefined ? undefined : { tier })),
    ...(specs.dialect.clients.showsParameterStores
      ? { param_stores: parameterStores(specs, options) }
      : undefined),
    ...(sessionReplay === null
      ? undefined
      : sessionReplayEntry(sessionReplay, {
          write,
          random: options.random?.() ?? 0,
          passesGate: (gate) => evaluateGate(specs, user, gate, options).value,
        })),
    ...(sdkInfo === undefined ? undefined : { sdkInfo }),
  };
}

function parameterStores(
  specs: CompiledSpecs,
  { visibility, only, hash = 'djb2' }: EnvelopeOptions,
): ClientEntry {
  const write = nameWriter(hash);
  const wanted = only?.parameter_store;
  const stores = specs.names('parameterStore').flatMap((name) => {
    const store = specs.parameterStore(name);
    if (store === undefined || wanted?.has(name) === false) return [];
    if (!visibility.isVisible({ name, entity: 'dynamic_config', targetAppIDs: store.targetAppIDs }))
      return [];
    return [[write(name), parameterStoreEntry(store, write)] as const];
  });
  return Object.fromEntries(stores);
}
