import { textOf } from '../specs/text.ts';
import type { StatsigUser } from '../user/user.ts';

/** What can be overridden. Dynamic configs and experiments are told apart, though they share their names. */
export type OverrideKind = 'gate' | 'dynamicConfig' | 'experiment' | 'layer' | 'parameterStore';

/** What answers in a spec's place: a value, or the value of one of an experiment's groups. */
export type Override = { readonly value: unknown } | { readonly groupName: string };

/** Answers that the application sets itself. They hold wherever a spec is asked, also by other specs. */
export interface Overrides {
  /**
   * @param id - The user or custom ID that the override is for; everybody when undefined.
   */
  set(kind: OverrideKind, name: string, override: Override, id?: string): void;
  /** Removes the override of one ID, or without `id` all that the name has. */
  remove(kind: OverrideKind, name: string, id?: string): void;
  /** Removes all overrides, or all of one kind. */
  clear(kind?: OverrideKind): void;
  /** Looks for the user's ID, then for the custom IDs in their order, then for everybody's. */
  find(kind: OverrideKind, name: string, user: StatsigUser): Override | undefined;
}

/** Stands for everybody; no ID is a symbol. */
const everybody = Symbol('everybody');

/** Creates an empty set of overrides, to be given to evaluations as `context.overrides`. */
export function createOverrides(): Overrides {
  const kinds = new Map<OverrideKind, Map<string, Map<string | symbol, Override>>>();
  return {
    set(kind, name, override, id) {
      const names = entry(kinds, kind, () => new Map<string, Map<string | symbol, Override>>());
      entry(names, name, () => new Map<string | symbol, Override>()).set(id ?? everybody, override);
    },
    remove(kind, name, id) {
      if (id === undefined) kinds.get(kind)?.delete(name);
      else kinds.get(kind)?.get(name)?.delete(id);
    },
    clear(kind) {
      if (kind === undefined) kinds.clear();
      else kinds.delete(kind);
    },
    find(kind, name, user) {
      const ids = kinds.get(kind)?.get(name);
      if (ids === undefined) return undefined;
      const { userID, customIDs } = idsOf(user);
      const own = userID === undefined ? undefined : ids.get(textOf(userID));
      if (own !== undefined) return own;
      for (const id of Object.values(customIDs ?? {})) {
        const custom = ids.get(textOf(id));
        if (custom !== undefined) return custom;
      }
      return ids.get(everybody);
    },
  };
}

/** A user whose own getters throw has no IDs. */
function idsOf(user: StatsigUser): Pick<StatsigUser, 'userID' | 'customIDs'> {
  try {
    return { userID: user.userID, customIDs: { ...user.customIDs } };
  } catch {
    return {};
  }
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}
