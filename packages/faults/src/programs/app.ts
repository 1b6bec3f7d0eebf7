// An application that does as it is told: a line of JSON in is a command, a line of JSON out its result.
// Started by frame/app.ts.
import { createInterface } from 'node:readline';
import {
  createStatsig,
  type DeliveryOptions,
  flushAtShutdown,
  type StatsigOptions,
} from '@acme/statsig-node';

/** What an application is started with, as JSON. */
export type AppOptions = Pick<
  StatsigOptions,
  'apiURL' | 'events' | 'specs' | 'initTimeoutMs' | 'requestTimeoutMs' | 'offline'
>;

/** What can be asked of it. */
export type Commands = typeof commands;

const sdkKey = 'secret-1234567890abcdefghij';
const statsig = createStatsig({ sdkKey, ...(JSON.parse(process.argv[2] ?? '{}') as AppOptions) });
const user = { userID: 'user-1' };
let logged = 0;

const commands = {
  initialize: async () => (await statsig.initialize()).success,
  checkGate: async (name: string) => statsig.checkGate(user, name),
  /** Logs events that are numbered from 0 on; returns how many it has logged in all. */
  log: async (count: number) => {
    for (const end = logged + count; logged < end; logged += 1) statsig.logEvent(user, `event-${logged}`);
    return logged;
  },
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
