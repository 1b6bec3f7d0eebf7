// An application that does as it is told: a line of JSON in is a command, a line of JSON out its result.
// Started by frame/app.ts.
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  createStatsig,
  type DeliveryOptions,
  type FileEventStoreOptions,
  fileEventStore,
  flushAtShutdown,
  type StatsigOptions,
} from '@acme/statsig-node';

/** What an application is started with, as JSON. */
export interface AppOptions
  extends Pick<
    StatsigOptions,
    'apiURL' | 'events' | 'specs' | 'initTimeoutMs' | 'requestTimeoutMs' | 'offline'
  > {
  readonly eventStore?: FileEventStoreOptions;
  /** What the names of its events begin with. */
  readonly prefix?: string;
}

/** What can be asked of it. */
export type Commands = typeof commands;

const sdkKey = 'secret-1234567890abcdefghij';
const { eventStore, prefix = 'event', ...options } = JSON.parse(process.argv[2] ?? '{}') as AppOptions;
const statsig = createStatsig({
  sdkKey,
  ...options,
  eventStore: eventStore === undefined ? undefined : fileEventStore(eventStore),
});
const user = { userID: 'user-1' };
let logged = 0;

/** How many events it has logged that are not in memory only: with an event store, these survive. */
const safe = (): number => logged - statsig.getStats().pending;

const commands = {
  initialize: async () => (await statsig.initialize()).success,
  checkGate: async (name: string) => statsig.checkGate(user, name),
  /** Logs events that are numbered from 0 on; returns how many it has logged in all. */
  log: async (count: number): Promise<number> => {
    for (const end = logged + count; logged < end; logged += 1) statsig.logEvent(user, `${prefix}-${logged}`);
    return logged;
  },
  /**
   * Logs so many events in each turn of the event loop until it ends, as long as the queue does not overflow, and says how
   * many of them are safe when that changes.
   */
  load: async (perTurn: number): Promise<never> => {
    for (let said = 0; ; await nextTurn()) {
      if (statsig.getStats().pending < 10_000) await commands.log(perTurn);
      if (safe() === said) continue;
      said = safe();
      say({ safe: said });
    }
  },
  safe: async () => safe(),
  flush: (options: DeliveryOptions) => statsig.flush(options),
  shutdown: (options: DeliveryOptions) => statsig.shutdown(options),
  stats: async () => statsig.getStats(),
  protect: async () => void flushAtShutdown(statsig),
  exit: async (code: number) => process.exit(code),
};

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

statsig.on('error', ({ name, code, message }) => say({ error: { name, code, message } }));

createInterface(process.stdin).on('line', (line) => {
  const { id, name, argument } = JSON.parse(line) as { id: number; name: keyof Commands; argument: never };
  void commands[name](argument).then((result) => say({ id, result }));
});
say({ isReady: true });
