// Uses the SDK in more than one place of a process, or in several processes, as its argument says.
import cluster from 'node:cluster';
import { once } from 'node:events';
import { parentPort, Worker } from 'node:worker_threads';
import { createStatsig, flushAtShutdown } from '@acme/statsig-node';

const say = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
const user = { userID: 'user-1' };

/** Starts, reads a flag, logs an event, and gives back what came of it. */
async function use(name: string): Promise<object> {
  const statsig = createStatsig();
  const { success } = await statsig.initialize();
  const open = statsig.checkGate(user, 'open', { disableExposureLogging: true });
  statsig.logEvent(user, name);
  const { sent } = await statsig.shutdown();
  return { name, success, open, sent };
}

const ways: Readonly<Record<string, () => Promise<void>>> = {
  /** One SDK object in the main thread and one in each of two others. */
  threads: async () => {
    const workers = ['one', 'two'].map(
      (name) => new Worker(new URL(import.meta.url), { argv: ['thread', name] }),
    );
    const results = await Promise.all([
      use('main'),
      ...workers.map(async (worker) => (await once(worker, 'message'))[0] as object),
    ]);
    say({ results });
  },
  /** What such a thread does. It ends by itself afterwards. */
  thread: async () => parentPort?.postMessage(await use(process.argv[3] ?? '')),
  /** A thread that is terminated while it polls and has events. */
  terminated: async () => {
    const worker = new Worker(new URL(import.meta.url), { argv: ['pollingThread'] });
    await once(worker, 'message');
    say({ exitCode: await worker.terminate() });
    say(await use('after'));
  },
  pollingThread: async () => {
    const statsig = createStatsig({ specs: { intervalMs: 1_000 } });
    await statsig.initialize();
    statsig.logEvent(user, 'lost with its thread');
    parentPort?.postMessage('polling');
    parentPort?.on('message', () => undefined);
  },
  /** Two workers of a cluster, which end by a signal that reaches all. */
  cluster: async () => {
    if (cluster.isPrimary) {
      const workers = [cluster.fork(), cluster.fork()];
      await Promise.all(workers.map((worker) => once(worker, 'message')));
      say({ ready: workers.length });
      const ends = workers.map((worker) => once(worker, 'exit'));
      for (const worker of workers) worker.process.kill('SIGTERM');
      say({ signals: (await Promise.all(ends)).map(([, signal]) => signal as string) });
      return;
    }
    const statsig = createStatsig();
    flushAtShutdown(statsig);
    const { success } = await statsig.initialize();
    statsig.logEvent(user, `worker ${cluster.worker?.id}`);
    process.send?.({ success });
  },
  /** Two SDK objects with one key. */
  twins: async () => {
    const lines: string[] = [];
    const keep = (line: string): void => void lines.push(line);
    const logger = { debug: keep, info: keep, warn: keep, error: keep };
    const twins = [createStatsig({ logger }), createStatsig({ logger })];
    for (const twin of twins) await twin.initialize();
    for (const twin of twins) twin.logEvent(user, 'twin');
    const reports = await Promise.all(twins.map((twin) => twin.shutdown()));
    say({
      sent: reports.map(({ sent }) => sent),
      warnings: lines.filter((line) => line.includes('Two SDK objects')),
    });
  },
  /** Flushes, and is told to end meanwhile. */
  flushing: async () => {
    const statsig = createStatsig();
    flushAtShutdown(statsig);
    // It would live on.
    process.stdin.resume();
    for (let index = 0; index < 20; index += 1) statsig.logEvent(user, `event-${index}`);
    await statsig.flush({ deadlineMs: 60_000 });
  },
};

const way = process.argv[2] ?? '';
await ways[way]?.();
