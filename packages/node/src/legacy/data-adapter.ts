import type { DataAdapter, Leases } from '../persistence/data-adapter.ts';
import type { Guard } from './guard.ts';

/** What an adapter finds. */
export type AdapterResponse = { result?: string | object; time?: number; error?: Error };

/** What may be kept in an adapter. */
export const DataAdapterKeyPath = {
  V1Rulesets: '/v1/download_config_specs',
  V2Rulesets: '/v2/download_config_specs',
  V1IDLists: '/v1/get_id_lists',
  IDList: 'id_list',
} as const;

export type DataAdapterKeyPath = (typeof DataAdapterKeyPath)[keyof typeof DataAdapterKeyPath];

/** A store of specs and ID lists, as applications write it for the legacy SDK. */
export interface IDataAdapter {
  get(key: string): Promise<AdapterResponse>;
  set(key: string, value: string, time?: number): Promise<void>;
  initialize(): Promise<void>;
  shutdown(): Promise<void>;
  /** Whether to look for news here, rather than to ask the server. */
  supportsPollingUpdatesFor?(key: DataAdapterKeyPath): boolean;
}

/** Nobody here ever asks the server, except while there are no specs at all. */
const alwaysAnother: Leases = { acquire: async () => false, release: async () => undefined };

const lcutSuffix = '|lcut';

/**
 * Makes such a store a `DataAdapter`. It keeps what the legacy SDK keeps and nothing else: how old specs are is read from
 * their own entry, so that processes with either SDK may share it.
 */
export function adapterOf(adapter: IDataAdapter): DataAdapter {
  let ready: Promise<void> | undefined;

  async function read(key: string): Promise<AdapterResponse> {
    ready ??= Promise.resolve(adapter.initialize());
    await ready;
    const found: AdapterResponse | null | undefined = await adapter.get(key);
    if (found?.error) throw found.error;
    return found ?? {};
  }

  return {
    async get(key) {
      if (key.endsWith(lcutSuffix)) return timeOf((await read(key.slice(0, -lcutSuffix.length))).result);
      const { result } = await read(key);
      return typeof result === 'object' ? JSON.stringify(result) : result;
    },
    async set(key, value) {
      if (key.endsWith(lcutSuffix)) return;
      await adapter.set(key, value, Number(timeOf(value) ?? 0));
    },
    leases: adapter.supportsPollingUpdatesFor?.(DataAdapterKeyPath.V1Rulesets) ? alwaysAnother : undefined,
  };
}

/** Lets the application's adapter close what it opened. */
export async function shutDownAdapter(adapter: IDataAdapter, guard: Guard): Promise<void> {
  try {
    await adapter.shutdown();
  } catch (error) {
    guard(() => {
      throw error;
    });
  }
}

/** The `time` of specs, as text; undefined when there are none. */
function timeOf(specs: string | object | undefined): string | undefined {
  if (specs === undefined) return undefined;
  try {
    const { time }: { readonly time?: unknown } = typeof specs === 'string' ? JSON.parse(specs) : specs;
    return typeof time === 'number' ? String(time) : undefined;
  } catch {
    return undefined;
  }
}
