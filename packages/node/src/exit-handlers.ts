import type { DeliveryOptions } from './events/delivery-report.ts';
import { type Clock, systemClock } from './time/clock.ts';

/** What is shut down: an SDK object, or what stands for one. What it rejects with is ignored. */
export interface ShutsDown {
  /** Delivers everything, in `deadlineMs`; nothing comes after it. Called again, it has nothing left to do. */
  shutdown(options?: DeliveryOptions): Promise<unknown>;
  /**
   * Delivers what is queued, and stays in use: what is done at a signal when someone else decides on the end.
   *
   * @defaultValue `shutdown`
   */
  flush?(options?: DeliveryOptions): Promise<unknown>;
}

/** An HTTP server, or anything that is closed like one. */
export interface ClosableServer {
  /** Stops accepting; calls back when the requests that are being served have ended. */
  close(callback: (error?: Error) => void): unknown;
  /** Tells when others close it. May be left out, as `off`, where that is looked after elsewhere. */
  once?(event: 'close', listener: () => void): unknown;
  off?(event: 'close', listener: () => void): unknown;
}

/** The parts of `process` that are needed. */
export interface ExitingProcess {
  readonly pid: number;
  on(event: 'beforeExit', listener: () => void): unknown;
  prependListener(event: NodeJS.Signals, listener: () => void): unknown;
  off(event: NodeJS.Signals | 'beforeExit', listener: () => void): unknown;
  listeners(event: NodeJS.Signals): readonly unknown[];
  kill(pid: number, signal: NodeJS.Signals): unknown;
}

/** How a process ends. */
export interface FlushAtShutdownOptions {
  /** Closed first, so that the requests being served can still log; when it is closed by others, events are flushed too. */
  readonly server?: ClosableServer | undefined;
  /**
   * The signals to listen to. At each of them everything ends that was given to `flushAtShutdown`: the process does.
   *
   * @defaultValue `['SIGTERM', 'SIGINT']`
   */
  readonly signals?: readonly NodeJS.Signals[] | undefined;
  /**
   * How long all of it may take, in milliseconds. At most half of it is spent on closing the server. Of several calls the
   * longest counts.
   *
   * @defaultValue 8_000
   */
  readonly deadlineMs?: number | undefined;
  /**
   * @defaultValue The real one
   */
  readonly process?: ExitingProcess | undefined;
  /**
   * @defaultValue {@link systemClock}
   */
  readonly clock?: Clock | undefined;
}

/**
 * Delivers events before the process ends: at a signal, when the server closes, and when there is nothing left to do.
 *
 * At a signal the server stops accepting and ends what it is serving, then `statsig.shutdown()` sends what is queued, and
 * then the process dies of the signal as it would have at once. A second signal does not wait.
 *
 * An application that listens to the signal itself decides on the end, also by `process.once`: then what is queued is sent,
 * and the server and the process are left alone. Listeners of `signal-exit` decide nothing: they only clean up, when they
 * are alone, and so they do before the process dies.
 *
 * May be called any number of times: all calls share one listener for each signal.
 *
 * @returns Takes it back. During the end that comes too late.
 * @example
 * const server = app.listen(3000);
 * flushAtShutdown(statsig, { server });
 */
export function flushAtShutdown(statsig: ShutsDown, options: FlushAtShutdownOptions = {}): () => void {
  const { process: host = process, signals = ['SIGTERM', 'SIGINT'] } = options;
  const end = ends.get(host) ?? new ProcessEnd(host);
  ends.set(host, end);
  return end.join(new EndingInstance(statsig, options), signals);
}

/** A signal is sent to a process, not to one of its parts; and of more than ten listeners Node warns. */
const ends = new WeakMap<ExitingProcess, ProcessEnd>();

/** How one process ends, with all that has to be delivered before. */
class ProcessEnd {
  readonly #host: ExitingProcess;
  readonly #instances = new Map<EndingInstance, readonly NodeJS.Signals[]>();
  #stopListening = (): void => undefined;
  #isEnding = false;

  constructor(host: ExitingProcess) {
    this.#host = host;
  }

  join(instance: EndingInstance, signals: readonly NodeJS.Signals[]): () => void {
    this.#instances.set(instance, signals);
    this.#listen();
    return () => {
      instance.leaveServer();
      if (this.#instances.delete(instance)) this.#listen();
    };
  }

  #listen(): void {
    // A signal that was kept from the process has to be raised again, also when everyone has left meanwhile.
    if (this.#isEnding) return;
    const stopListeningAsBefore = this.#stopListening;
    const host = this.#host;
    const listeners = [...new Set([...this.#instances.values()].flat())].map((signal) => {
      const listener = (): void => this.#onSignal(signal);
      // First, to see those who listen once before they are gone.
      host.prependListener(signal, listener);
      return { signal, listener };
    });
    const onBeforeExit = (): void => this.#forEach((instance) => instance.shutDown());
    if (this.#instances.size > 0) host.on('beforeExit', onBeforeExit);
    this.#stopListening = () => {
      for (const { signal, listener } of listeners) host.off(signal, listener);
      host.off('beforeExit', onBeforeExit);
    };
    // Afterwards, because a signal that nobody listens to kills at once.
    stopListeningAsBefore();
  }

  #onSignal(signal: NodeJS.Signals): void {
    if (this.#isEnding) {
      this.#leave(signal);
    } else if (isLeftToOthers(this.#host, signal)) {
      this.#forEach((instance) => instance.flush());
    } else {
      this.#isEnding = true;
      void this.#end().then(() => this.#leave(signal));
    }
  }

  /** All servers are closed before the first instance shuts down: a request may log to any of them. */
  async #end(): Promise<void> {
    const instances = [...this.#instances.keys()];
    const deadlineMs = Math.max(...instances.map((instance) => instance.deadlineMs));
    for (const instance of instances) instance.beginEnd(deadlineMs);
    await Promise.all(instances.map((instance) => instance.closeServer(deadlineMs / 2)));
    await Promise.all(instances.map((instance) => instance.shutDown()));
  }

  /** Dies of the signal, once: whoever waited for the end comes here after a second signal did. */
  #leave(signal: NodeJS.Signals): void {
    if (!this.#isEnding) return;
    this.#stopListening();
    this.#instances.clear();
    this.#isEnding = false;
    this.#host.kill(this.#host.pid, signal);
  }

  #forEach(work: (instance: EndingInstance) => Promise<void>): void {
    for (const instance of this.#instances.keys()) void work(instance);
  }
}

/** What one call of `flushAtShutdown` was given. Nothing here rejects. */
class EndingInstance {
  readonly deadlineMs: number;
  readonly #statsig: ShutsDown;
  readonly #server: ClosableServer | undefined;
  readonly #clock: Clock;
  #endsAt: number | undefined;
  readonly #onServerClose = (): void => void this.shutDown();

  constructor(statsig: ShutsDown, options: FlushAtShutdownOptions) {
    const { server, deadlineMs = 8_000, clock = systemClock } = options;
    this.#statsig = statsig;
    this.#server = server;
    this.deadlineMs = deadlineMs;
    this.#clock = clock;
    server?.once?.('close', this.#onServerClose);
  }

  leaveServer(): void {
    this.#server?.off?.('close', this.#onServerClose);
  }

  beginEnd(deadlineMs: number): void {
    this.#endsAt = this.#clock.now() + deadlineMs;
    // From here on it is known who closes the server, and the events of its last requests come first.
    this.leaveServer();
  }

  /** Resolves when the server is closed, was closed already, or takes too long. */
  async closeServer(ms: number): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    const patience = new AbortController();
    const impatience = settled(() => this.#clock.sleep(ms, patience.signal, { keepAlive: true }));
    await Promise.race([settled(() => new Promise((resolve) => server.close(resolve))), impatience]);
    patience.abort();
  }

  shutDown(): Promise<void> {
    const leftMs = this.#endsAt === undefined ? this.deadlineMs : this.#endsAt - this.#clock.now();
    return settled(() => this.#statsig.shutdown({ deadlineMs: Math.max(0, leftMs) }));
  }

  flush(): Promise<void> {
    const statsig = this.#statsig;
    const options = { deadlineMs: this.deadlineMs };
    return settled(() => statsig.flush?.(options) ?? statsig.shutdown(options));
  }
}

/** The process ends whatever becomes of the work. */
async function settled(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch {
    // Whoever failed has told its own logger.
  }
}

/** Whether someone listens who may decide on the end; one listener is ours. */
function isLeftToOthers(host: ExitingProcess, signal: NodeJS.Signals): boolean {
  return host.listeners(signal).length > 1 + waitingListeners(host);
}

/**
 * How many listeners belong to `signal-exit`, which many packages use. They do nothing as long as another one listens, ours
 * included: if the end were left to them, it would never come. Copies of it count each other under these names.
 */
function waitingListeners(host: ExitingProcess): number {
  const emitters: unknown[] = [
    Reflect.get(host, '__signal_exit_emitter__'),
    Reflect.get(globalThis, Symbol.for('signal-exit emitter')),
  ];
  return emitters.map(countOf).reduce((sum, count) => sum + count, 0);
}

function countOf(emitter: unknown): number {
  const count = typeof emitter === 'object' && emitter !== null && 'count' in emitter ? emitter.count : 0;
  return typeof count === 'number' ? count : 0;
}
