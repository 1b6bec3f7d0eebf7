import type { DeliveryOptions, DeliveryReport } from './events/delivery-report.ts';
import { type Clock, systemClock } from './time/clock.ts';

/** What is shut down: a Statsig object. */
export interface ShutsDown {
  shutdown(options?: DeliveryOptions): Promise<DeliveryReport>;
}

/** An HTTP server, or anything that is closed like one. */
export interface ClosableServer {
  /** Stops accepting; calls back when the requests that are being served have ended. */
  close(callback: (error?: Error) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  off(event: 'close', listener: () => void): unknown;
}

/** The parts of `process` that are needed. */
export interface ExitingProcess {
  readonly pid: number;
  on(event: NodeJS.Signals | 'beforeExit', listener: () => void): unknown;
  off(event: NodeJS.Signals | 'beforeExit', listener: () => void): unknown;
  listeners(event: NodeJS.Signals): readonly unknown[];
  kill(pid: number, signal: NodeJS.Signals): unknown;
}

/** How a process ends. */
export interface FlushAtShutdownOptions {
  /** Closed first, so that the requests being served can still log; when it is closed by others, events are flushed too. */
  readonly server?: ClosableServer | undefined;
  /**
   * @defaultValue `['SIGTERM', 'SIGINT']`
   */
  readonly signals?: readonly NodeJS.Signals[] | undefined;
  /**
   * How long all of it may take, in milliseconds. At most half of it is spent on closing the server.
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
 * then the process dies of the signal as it would have at once. An application that listens to the signal itself decides
 * when to exit: then the process is left alive. A second signal does not wait.
 *
 * @returns Takes the listeners away again.
 * @example
 * const server = app.listen(3000);
 * flushAtShutdown(statsig, { server });
 */
export function flushAtShutdown(statsig: ShutsDown, options: FlushAtShutdownOptions = {}): () => void {
  const { server, signals = ['SIGTERM', 'SIGINT'], deadlineMs = 8_000 } = options;
  const { process: host = process, clock = systemClock } = options;
  let isEnding = false;

  const flush = (): void => void statsig.shutdown({ deadlineMs });

  async function end(): Promise<void> {
    const endsAt = clock.now() + deadlineMs;
    // From here on it is known who closes the server, and the events of its last requests come first.
    server?.off('close', flush);
    if (server !== undefined) await closed(server, { clock, ms: deadlineMs / 2 });
    await statsig.shutdown({ deadlineMs: Math.max(0, endsAt - clock.now()) });
  }

  function onSignal(signal: NodeJS.Signals): void {
    if (isEnding) {
      leave(signal);
      return;
    }
    isEnding = true;
    const leaving = (): void => leave(signal);
    void end().then(leaving, leaving);
  }

  const listeners = signals.map((signal) => ({
    signal,
    listener: () => onSignal(signal),
  }));

  function uninstall(): void {
    for (const { signal, listener } of listeners) host.off(signal, listener);
    host.off('beforeExit', flush);
    server?.off('close', flush);
  }

  /** Dies of the signal, unless someone else still listens to it. The last of several to be done does it. */
  function leave(signal: NodeJS.Signals): void {
    const wasInstalled = listeners.some(({ listener }) => host.listeners(signal).includes(listener));
    uninstall();
    if (wasInstalled && host.listeners(signal).length === 0) host.kill(host.pid, signal);
  }

  for (const { signal, listener } of listeners) host.on(signal, listener);
  host.on('beforeExit', flush);
  server?.once('close', flush);
  return uninstall;
}

/** Resolves when the server is closed, was closed already, or takes too long. */
async function closed(
  server: ClosableServer,
  { clock, ms }: { readonly clock: Clock; readonly ms: number },
): Promise<void> {
  const patience = new AbortController();
  const impatience = clock.sleep(ms, patience.signal, { keepAlive: true }).catch(() => undefined);
  const closing = new Promise<void>((resolve) => server.close(() => resolve()));
  await Promise.race([closing.catch(() => undefined), impatience]);
  patience.abort();
}
