import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { type FlushAtShutdownOptions, flushAtShutdown, type ShutsDown } from './exit-handlers.ts';
import { ManualClock, settle } from './manual-clock.test-support.ts';

/** A process that only notes down what would kill it. */
class FakeProcess extends EventEmitter {
  readonly pid = 42;
  readonly kills: unknown[] = [];

  kill(pid: number, signal: string): void {
    this.kills.push([pid, signal]);
  }
}

/** A server that closes when it is told to. */
class FakeServer extends EventEmitter {
  isClosing = false;
  finish: () => void = () => undefined;

  close(callback: () => void): void {
    this.isClosing = true;
    this.finish = () => {
      this.emit('close');
      callback();
    };
  }
}

function install(options: FlushAtShutdownOptions = {}) {
  const host = new FakeProcess();
  const clock = new ManualClock();
  const deadlines: (number | undefined)[] = [];
  const flushes: (number | undefined)[] = [];
  const statsig = {
    shutdown: async ({ deadlineMs }: { deadlineMs?: number | undefined } = {}) =>
      void deadlines.push(deadlineMs),
    flush: async ({ deadlineMs }: { deadlineMs?: number | undefined } = {}) => void flushes.push(deadlineMs),
  };
  const uninstall = flushAtShutdown(statsig, { process: host, clock, ...options });
  return { host, clock, deadlines, flushes, uninstall };
}

describe('P24: flushAtShutdown', () => {
  it.each(['SIGTERM', 'SIGINT'])('shuts down at %s, and lets the process die of it', async (signal) => {
    const { host, deadlines } = install();
    host.emit(signal);
    await settle();
    expect(deadlines).toEqual([8_000]);
    expect(host.kills).toEqual([[42, signal]]);
    expect(host.eventNames()).toEqual([]);
  });

  it('listens to the signals it is told to', async () => {
    const { host, deadlines } = install({ signals: ['SIGUSR2'] });
    expect(host.eventNames()).toEqual(['SIGUSR2', 'beforeExit']);
    host.emit('SIGUSR2');
    await settle();
    expect(deadlines).toHaveLength(1);
  });

  it('shuts down when nothing is left to do', async () => {
    const { host, deadlines } = install();
    host.emit('beforeExit');
    await settle();
    expect(deadlines).toEqual([8_000]);
    expect(host.kills).toEqual([]);
  });

  it('closes the server first, and gives the rest of the time to the events', async () => {
    const server = new FakeServer();
    const { host, clock, deadlines } = install({ server });
    host.emit('SIGTERM');
    await clock.advance(1_500);
    expect(deadlines).toEqual([]);
    server.finish();
    await settle();
    expect(deadlines).toEqual([6_500]);
    expect(host.kills).toEqual([[42, 'SIGTERM']]);
  });

  it('waits half its time for a server that does not close', async () => {
    const { host, clock, deadlines } = install({ server: new FakeServer(), deadlineMs: 10_000 });
    host.emit('SIGTERM');
    await clock.advance(5_000);
    expect(deadlines).toEqual([5_000]);
    expect(host.kills).toHaveLength(1);
  });

  it('shuts down also when closing the server throws', async () => {
    const server = new FakeServer();
    server.close = () => {
      throw new Error('not running');
    };
    const { host, deadlines } = install({ server });
    host.emit('SIGTERM');
    await settle();
    expect(deadlines).toHaveLength(1);
    expect(host.kills).toHaveLength(1);
  });

  it('shuts down when others close the server', async () => {
    const server = new FakeServer();
    const { deadlines, host } = install({ server });
    server.emit('close');
    await settle();
    expect(deadlines).toEqual([8_000]);
    expect(host.kills).toEqual([]);
  });

  it.each<[string, ShutsDown['shutdown']]>([
    ['rejects', () => Promise.reject(new Error('no network'))],
    [
      'throws',
      () => {
        throw new Error('no network');
      },
    ],
    ['reports nothing', async () => undefined],
  ])('ends also when what it shuts down %s', async (_, shutdown) => {
    const { host, clock } = install();
    flushAtShutdown({ shutdown }, { process: host, clock });
    host.emit('SIGTERM');
    await settle();
    expect(host.kills).toEqual([[42, 'SIGTERM']]);
  });

  it('kills at a second signal, and not once more when it is done', async () => {
    const server = new FakeServer();
    const { host } = install({ server });
    host.emit('SIGINT');
    host.emit('SIGINT');
    expect(host.kills).toEqual([[42, 'SIGINT']]);
    server.finish();
    await settle();
    expect(host.kills).toHaveLength(1);
  });

  it('leaves nothing behind when it is uninstalled', () => {
    const server = new FakeServer();
    const { host, uninstall } = install({ server });
    uninstall();
    uninstall();
    expect([...host.eventNames(), ...server.eventNames()]).toEqual([]);
  });

  it('raises a signal again also when it is uninstalled meanwhile', async () => {
    const server = new FakeServer();
    const { host, uninstall } = install({ server });
    host.emit('SIGTERM');
    uninstall();
    server.finish();
    await settle();
    expect(host.kills).toEqual([[42, 'SIGTERM']]);
    expect(host.eventNames()).toEqual([]);
  });
});

describe('an application that listens to the signal itself', () => {
  it.each([
    ['on', 'before'],
    ['on', 'after'],
    ['once', 'before'],
    ['once', 'after'],
  ] as const)('decides on the end when it listens by %s, %s us', async (method, when) => {
    const server = new FakeServer();
    const host = new FakeProcess();
    if (when === 'before') host[method]('SIGTERM', () => undefined);
    const { deadlines, flushes } = install({ process: host, server });
    if (when === 'after') host[method]('SIGTERM', () => undefined);
    host.emit('SIGTERM');
    await settle();
    expect([flushes, deadlines, server.isClosing, host.kills]).toEqual([[8_000], [], false, []]);
  });

  it('has the rest delivered when its server closes, or nothing is left to do', async () => {
    const server = new FakeServer();
    const { host, deadlines } = install({ server });
    host.on('SIGTERM', () => undefined);
    host.emit('SIGTERM');
    server.emit('close');
    host.emit('beforeExit');
    await settle();
    expect(deadlines).toEqual([8_000, 8_000]);
  });

  it('has everything delivered when it raises the signal again', async () => {
    const { host, deadlines } = install();
    host.once('SIGTERM', () => undefined);
    host.emit('SIGTERM');
    host.emit('SIGTERM');
    await settle();
    expect(deadlines).toEqual([8_000]);
    expect(host.kills).toEqual([[42, 'SIGTERM']]);
  });

  it('has everything shut down that cannot flush', async () => {
    const { host, clock } = install();
    const deadlines: unknown[] = [];
    const shutdown: ShutsDown['shutdown'] = async (options) => void deadlines.push(options?.deadlineMs);
    flushAtShutdown({ shutdown }, { process: host, clock, deadlineMs: 500 });
    host.on('SIGTERM', () => undefined);
    host.emit('SIGTERM');
    await settle();
    expect(deadlines).toEqual([500]);
    expect(host.kills).toEqual([]);
  });
});

describe('a copy of signal-exit', () => {
  const emitterName = Symbol.for('signal-exit emitter');
  afterEach(() => void Reflect.deleteProperty(globalThis, emitterName));

  /** Cleans up and re-raises only when nobody else listens, as that package does. */
  function waitToBeAlone(host: FakeProcess, cleanUps: string[]): void {
    host.on('SIGTERM', () => {
      if (host.listenerCount('SIGTERM') > 1) return;
      cleanUps.push('SIGTERM');
      host.removeAllListeners('SIGTERM');
      host.kill(host.pid, 'SIGTERM');
    });
  }

  it.each<[string, (host: FakeProcess) => object]>([
    ['3', (host) => Object.assign(host, { __signal_exit_emitter__: { count: 1 } })],
    ['4', () => Object.assign(globalThis, { [emitterName]: { count: 1 } })],
  ])('of version %s does not decide on the end, and cleans up before it', async (_, register) => {
    const { host, deadlines } = install();
    const cleanUps: string[] = [];
    register(host);
    waitToBeAlone(host, cleanUps);
    host.emit('SIGTERM');
    await settle();
    expect(deadlines).toEqual([8_000]);
    expect(host.kills).toEqual([[42, 'SIGTERM']]);

    // The signal that was raised.
    host.emit('SIGTERM');
    expect(cleanUps).toEqual(['SIGTERM']);
  });

  it('leaves the end to an application that listens beside it', async () => {
    const { host, deadlines } = install();
    Object.assign(globalThis, { [emitterName]: { count: 1 } });
    waitToBeAlone(host, []);
    host.on('SIGTERM', () => undefined);
    host.emit('SIGTERM');
    await settle();
    expect(deadlines).toEqual([]);
    expect(host.kills).toEqual([]);
  });
});

describe('several calls', () => {
  it('share one listener for each event, and take it away with the last of them', () => {
    const { host, clock, uninstall } = install();
    const uninstalls = Array.from({ length: 20 }, () =>
      flushAtShutdown({ shutdown: async () => undefined }, { process: host, clock }),
    );
    const events = ['SIGTERM', 'SIGINT', 'beforeExit'];
    expect(events.map((name) => host.listenerCount(name))).toEqual([1, 1, 1]);
    for (const take of uninstalls) take();
    expect(events.map((name) => host.listenerCount(name))).toEqual([1, 1, 1]);
    uninstall();
    expect(host.eventNames()).toEqual([]);
  });

  it('close every server before the first shuts down, in the longest time of them', async () => {
    const server = new FakeServer();
    const { host, clock, deadlines } = install({ server, deadlineMs: 20_000 });
    const order: (number | undefined)[] = [];
    const quick: ShutsDown['shutdown'] = async (options) => void order.push(options?.deadlineMs);
    flushAtShutdown({ shutdown: quick }, { process: host, clock, deadlineMs: 100 });
    host.emit('SIGTERM');
    await clock.advance(9_000);
    expect([order, host.kills]).toEqual([[], []]);
    server.finish();
    await settle();
    expect([order, deadlines]).toEqual([[11_000], [11_000]]);
    expect(host.kills).toEqual([[42, 'SIGTERM']]);
  });

  it('listen to the signals of all, and end all at any', async () => {
    const { host, clock, deadlines } = install({ signals: ['SIGUSR2'] });
    const uninstall = flushAtShutdown({ shutdown: async () => undefined }, { process: host, clock });
    expect(host.eventNames()).toEqual(expect.arrayContaining(['SIGUSR2', 'SIGTERM', 'SIGINT']));
    host.emit('SIGINT');
    await settle();
    expect(deadlines).toEqual([8_000]);
    uninstall();
    expect(host.kills).toEqual([[42, 'SIGINT']]);
  });
});
