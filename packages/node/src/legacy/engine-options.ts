import { installedLookups } from '../installed-lookups.ts';
import type {
  StatsigOptions as EngineOptions,
  EventsOptions,
  IDListsOptions,
  SpecsOptions,
} from '../options.ts';
import { longestDelayMs } from '../time/clock.ts';
import { adapterOf } from './data-adapter.ts';
import { loggerOf } from './logger.ts';
import { fetchOf } from './network-override.ts';
import type { ExplicitStatsigOptions, StatsigOptions } from './options.ts';
import { engineStorage } from './sticky-values.ts';

const statsigAPI = 'https://statsigapi.net/v1';
const statsigCDN = 'https://api.statsigcdn.com/v1';

/** The engine's options, with groups that are there. */
interface Grouped extends EngineOptions {
  readonly specs: SpecsOptions;
  readonly idLists: IDListsOptions;
  readonly events: EventsOptions;
}

/** What one option becomes, given what those before it have become. */
interface Row<T> {
  /** A value of any other type is as good as none. */
  readonly type: 'string' | 'boolean' | 'number' | 'object' | 'function' | 'any';
  to(value: T, others: Grouped): Partial<EngineOptions>;
}

type Rows = {
  readonly [Name in keyof ExplicitStatsigOptions]-?: Row<NonNullable<ExplicitStatsigOptions[Name]>>;
};

const defaults: Grouped = {
  apiURL: statsigAPI,
  // Without a time to wait for, whoever starts waits for the first answer.
  initTimeoutMs: longestDelayMs,
  specs: { apiURL: statsigCDN },
  idLists: {},
  events: { intervalMs: 60_000 },
};

/** Either nothing here needs it, or `StatsigServer` itself does what it says. */
const nothing = (type: Row<never>['type']) => ({ type, to: () => ({}) });

const flag = (to: () => Partial<EngineOptions>): Row<boolean> => ({
  type: 'boolean',
  to: (value) => (value ? to() : {}),
});

/** What each option of the legacy SDK becomes, in the order in which they are applied. */
const rows: Rows = {
  api: { type: 'string', to: (apiURL) => ({ apiURL, specs: { apiURL } }) },
  apiForDownloadConfigSpecs: { type: 'string', to: (apiURL) => ({ specs: { apiURL } }) },
  apiForGetIdLists: { type: 'string', to: (apiURL) => ({ idLists: { apiURL } }) },
  fallbackToStatsigAPI: {
    type: 'boolean',
    to: (value, { specs }) =>
      value ? { specs: { apiURL: [...[specs.apiURL ?? statsigCDN].flat(), statsigAPI] } } : {},
  },
  networkOverrideFunc: { type: 'function', to: (send) => ({ fetch: fetchOf(send) }) },
  bootstrapValues: { type: 'string', to: (bootstrap) => ({ specs: { bootstrap } }) },
  environment: {
    type: 'object',
    to: (given) => {
      const entries = Object.entries(given).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      );
      return { environment: Object.fromEntries(entries) };
    },
  },
  rulesUpdatedCallback: nothing('function'),
  logger: { type: 'object', to: (logger) => ({ logger: loggerOf(logger) }) },
  localMode: flag(() => ({ offline: true })),
  initTimeoutMs: { type: 'number', to: (ms) => (ms > 0 ? { initTimeoutMs: within(ms, 1) } : {}) },
  dataAdapter: { type: 'object', to: (adapter) => ({ dataAdapter: adapterOf(adapter) }) },
  rulesetsSyncIntervalMs: { type: 'number', to: (ms) => ({ specs: { intervalMs: within(ms, 5_000) } }) },
  idListsSyncIntervalMs: { type: 'number', to: (ms) => ({ idLists: { intervalMs: within(ms, 30_000) } }) },
  loggingIntervalMs: { type: 'number', to: (ms) => ({ events: { intervalMs: within(ms, 1) } }) },
  loggingMaxBufferSize: {
    type: 'number',
    to: (events) => ({ events: { maxBatchEvents: Math.min(within(events, 1), 1_000) } }),
  },
  // The engine sends none.
  disableDiagnostics: nothing('boolean'),
  // Loaded when a condition first needs it.
  initStrategyForIP3Country: {
    type: 'string',
    to: (strategy) => (strategy === 'none' ? { lookups: { userAgent: installedLookups().userAgent } } : {}),
  },
  initStrategyForIDLists: {
    type: 'string',
    to: (strategy) => (strategy === 'none' ? { idLists: { disabled: true } } : {}),
  },
  // Events are sent again until they are delivered.
  postLogsRetryLimit: nothing('number'),
  postLogsRetryBackoff: nothing('any'),
  disableRulesetsSync: flag(() => ({ specs: { disablePolling: true } })),
  disableIdListsSync: flag(() => ({ idLists: { disablePolling: true } })),
  disableAllLogging: flag(() => ({ disableAllLogging: true })),
  userPersistentStorage: {
    type: 'object',
    to: (storage) => ({ userPersistentStorage: engineStorage(storage) }),
  },
  evaluationCallback: nothing('function'),
  evaluationCallbacks: nothing('object'),
};

/** What the engine is created with. */
export function engineOptions(sdkKey: string, given: StatsigOptions): EngineOptions {
  return Object.entries(rows).reduce<Grouped>(
    (options, [name, row]) =>
      merged(options, applied(row as Row<unknown>, given[name as keyof Rows], options)),
    { ...defaults, sdkKey, lookups: installedLookups() },
  );
}

function applied({ type, to }: Row<unknown>, value: unknown, options: Grouped): Partial<EngineOptions> {
  if (value === undefined || value === null) return {};
  return type === 'any' || typeof value === type ? to(value, options) : {};
}

function merged(options: Grouped, { specs, idLists, events, ...rest }: Partial<EngineOptions>): Grouped {
  return {
    ...options,
    ...rest,
    specs: { ...options.specs, ...specs },
    idLists: { ...options.idLists, ...idLists },
    events: { ...options.events, ...events },
  };
}

/** As the legacy SDK does, takes the nearest number that is allowed. */
function within(value: number, min: number): number {
  return Math.min(Math.max(Math.trunc(value) || 0, min), longestDelayMs);
}
