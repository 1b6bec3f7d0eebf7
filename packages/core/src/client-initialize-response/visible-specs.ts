import { djb2 } from '../hashing/djb2.ts';
import type { CompiledSpec, CompiledSpecs } from '../specs/compiled.ts';
import type { Entity } from '../specs/spec.ts';

/** Which specs a response is to have. */
export interface SpecFilter {
  /** The client SDK key that the response is for. */
  readonly clientKey?: string | undefined;
  /** The target app that the response is for; beats the one of the client key. */
  readonly targetAppID?: unknown;
  /** The names to leave in, by entity; an entity that is not mentioned is left in whole. */
  readonly only?: Partial<Readonly<Record<Entity | 'parameter_store', ReadonlySet<string>>>> | undefined;
}

/** Who asks, and what is visible to them. */
export interface Visibility {
  /** The target app that conditions see. */
  readonly appID: unknown;
  isVisible(spec: Pick<CompiledSpec, 'name' | 'entity' | 'targetAppIDs'>): boolean;
}

/** Segments and holdouts are not for clients. */
const hidden: ReadonlySet<Entity> = new Set(['segment', 'holdout']);

/** Finds the target app of a client key, and with it the specs that its SDK may see. */
export function visibilityOf(specs: CompiledSpecs, { clientKey, targetAppID, only }: SpecFilter): Visibility {
  const { clients, appID, dialect } = specs;
  const app =
    targetAppID ?? (clientKey === undefined ? undefined : dialect.clients.appOf(clientKey, clients, appID));
  const entities = clientKey === undefined ? undefined : allowed(specs, clientKey);
  return {
    appID: app ?? (clientKey === undefined ? appID : undefined),
    isVisible({ name, entity, targetAppIDs }) {
      if (hidden.has(entity)) return false;
      if (app !== undefined && app !== null && !targetAppIDs.includes(String(app))) return false;
      if (entities !== undefined && !entities(entity, name)) return false;
      return only?.[entity]?.has(name) ?? true;
    },
  };
}

function allowed(
  { clients, dialect }: CompiledSpecs,
  clientKey: string,
): ((entity: Entity, name: string) => boolean) | undefined {
  const key = djb2(clientKey);
  const lists = Object.hasOwn(clients.entities, key) ? clients.entities[key] : undefined;
  if (lists === undefined || !dialect.clients.filtersEntities) return undefined;
  const gates = new Set(lists.gates);
  const configs = new Set(lists.configs);
  return (entity, name) => entity === 'layer' || (entity === 'feature_gate' ? gates : configs).has(name);
}
