import { type Clock, systemClock } from '../time/clock.ts';
import type { DataAdapter, Lease } from './data-adapter.ts';

/** What a data adapter in memory can be made with. */
export interface MemoryDataAdapterOptions {
  /**
   * When leases run out.
   *
   * @defaultValue {@link systemClock}
   */
  readonly clock?: Pick<Clock, 'now'> | undefined;
}

/** A cache in memory, for tests, and for several SDK objects in one process. */
export function memoryDataAdapter({ clock = systemClock }: MemoryDataAdapterOptions = {}): DataAdapter {
  const values = new Map<string, string>();
  const leases = new Map<string, { readonly owner: string; readonly until: number }>();
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => values.set(key, value),
    leases: {
      async acquire(key, { owner, ttlMs }: Lease) {
        const lease = leases.get(key);
        if (lease !== undefined && lease.owner !== owner && lease.until > clock.now()) return false;
        leases.set(key, { owner, until: clock.now() + ttlMs });
        return true;
      },
      async release(key, owner) {
        if (leases.get(key)?.owner === owner) leases.delete(key);
      },
    },
  };
}
