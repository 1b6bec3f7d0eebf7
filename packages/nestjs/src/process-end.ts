import {
  type DeliveryOptions,
  type DeliveryReport,
  type ExitingProcess,
  flushAtShutdown,
} from '@acme/statsig-node';

/** What an app does when its process ends. */
export interface EndingApp {
  readonly deadlineMs: number;
  /** Resolves when the requests that are being served have ended. */
  close(): Promise<void>;
  /** Delivers what is queued. */
  flush(options?: DeliveryOptions): Promise<DeliveryReport>;
  /** Delivers everything; nothing comes after it. Called again, returns the same promise. */
  deliver(options?: DeliveryOptions): Promise<DeliveryReport>;
}

const signals = ['SIGTERM', 'SIGINT'] as const;

/** A signal is sent to a process, not to one of its apps. */
const apps = new Set<EndingApp>();
/** Whether a signal came that nobody else listens to. */
let isEnding = false;
let uninstall = (): void => undefined;

/**
 * From now on the process does not end before the app's events are delivered, or its deadline has passed.
 *
 * At a signal that nobody else listens to, the app's server closes, its events are delivered, and the process dies of the
 * signal as it would have at once. When someone listens, the process's end is theirs: `app.enableShutdownHooks()` leads
 * to `app.close()`, and that to the delivery, in Nest's order. Then only what is queued already is sent ahead, for those
 * who exit without closing the app.
 *
 * @returns Lets the process end without the app, because the app ended before.
 */
export function joinProcessEnd(app: EndingApp): () => void {
  apps.add(app);
  install();
  return () => {
    if (apps.delete(app)) install();
  };
}

/** One listener for all: Node warns when a process has more than ten. */
function install(): void {
  // Whoever took the signal away from the process has to raise it again, also when all apps have ended meanwhile.
  if (isEnding) return;
  uninstall();
  uninstall = () => undefined;
  if (apps.size === 0) return;
  const deadlineMs = Math.max(...[...apps].map((app) => app.deadlineMs));
  const atExit = flushAtShutdown({ shutdown: deliverAll }, { signals: [], deadlineMs });
  const atSignals = signals.map((signal) => flushAtSignal(signal, deadlineMs));
  uninstall = () => {
    for (const remove of [atExit, ...atSignals]) remove();
  };
}

function flushAtSignal(signal: NodeJS.Signals, deadlineMs: number): () => void {
  let isLeftToOthers = false;
  let isExitOfOthers = false;
  const statsig = {
    shutdown: (options?: DeliveryOptions) => (isLeftToOthers ? flushAll(options) : deliverAll(options)),
  };
  const server = {
    close(callback: () => void): void {
      // Asked now, not before: shutdown hooks may be enabled at any time.
      const listeners = process.rawListeners(signal);
      isLeftToOthers = listeners.length > 1;
      isExitOfOthers = listeners.some(isOnce);
      isEnding ||= !isLeftToOthers;
      const closing = isLeftToOthers ? [] : [...apps].map((app) => app.close());
      void Promise.all(closing).then(callback);
    },
    // Nest closes its server in the middle of its own end, which `StatsigModule` takes part in.
    once: () => undefined,
    off: () => undefined,
  };
  const host: ExitingProcess = {
    pid: process.pid,
    // First, to see those who listen once before they are gone.
    on: (event, listener) => process.prependListener(event as NodeJS.Signals, listener),
    off: (event, listener) => process.off(event, listener),
    listeners: () => [...process.listeners(signal), ...(isExitOfOthers ? ['once'] : [])],
    kill: (pid, name) => process.kill(pid, name),
  };
  return flushAtShutdown(statsig, { server, signals: [signal], deadlineMs, process: host });
}

/** What `process.once` adds knows whom it calls. */
const isOnce = (listener: object): boolean => 'listener' in listener;

const flushAll = (options?: DeliveryOptions): Promise<DeliveryReport> =>
  sumOf([...apps].map((app) => app.flush(options)));

const deliverAll = (options?: DeliveryOptions): Promise<DeliveryReport> =>
  sumOf([...apps].map((app) => app.deliver(options)));

async function sumOf(delivering: readonly Promise<DeliveryReport>[]): Promise<DeliveryReport> {
  const reports = await Promise.all(delivering);
  const sum = (read: (report: DeliveryReport) => number): number =>
    reports.reduce((total, report) => total + read(report), 0);
  return {
    sent: sum(({ sent }) => sent),
    pending: sum(({ pending }) => pending),
    spooled: sum(({ spooled }) => spooled),
    dropped: sum(({ dropped }) => dropped),
    timedOut: reports.some(({ timedOut }) => timedOut),
  };
}
