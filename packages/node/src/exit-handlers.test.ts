import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type FlushAtShutdownOptions, flushAtShutdown } from './exit-handlers.ts';
import { ManualClock, settle } from './manual-clock.test-support.ts';

const report = { sent: 0, pending: 0, spooled: 0, dropped: 0, timedOut: false };

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
  finish: () => void = () => undefined;

  close(callback: () => void): void {
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
  const statsig = {
    shutdown: async ({ deadlineMs }: { deadlineMs?: number | undefined } = {}) => {
      deadlines.push(deadlineMs);
      return report;
    },
  };
  const uninstall = flushAtShutdown(statsig, { process: host, clock, ...options });
  return { host, clock, deadlines, uninstall };
}

describe('flushAtShutdown', () => {
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

  it('does not kill a process whose application listens to the signal', async () => {
    const { host, deadlines } = install();
    host.on('SIGTERM', () => undefined);
    host.emit('SIGTERM');
    await settle();
    expect(deadlines).toHaveLength(1);
    expect(host.kills).toEqual([]);
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

  it('waits for the slowest of several', async () => {
    const server = new FakeServer();
    const { host, clock } = install({ server });
    const quick = { shutdown: async () => report };
    flushAtShutdown(quick, { process: host, clock });
    host.emit('SIGTERM');
    await settle();
    expect(host.kills).toEqual([]);
    server.finish();
    await settle();
    expect(host.kills).toEqual([[42, 'SIGTERM']]);
  });
});
