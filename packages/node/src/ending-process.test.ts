import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Recorder, startRecorder } from './recorder.test-support.ts';
import { sdkKey } from './statsig.test-support.ts';

const program = fileURLToPath(new URL('ending-process.test-support.ts', import.meta.url));

interface Program {
  readonly child: ChildProcess;
  /** The next line it says. */
  readonly line: () => Promise<string>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

function start(ending: string, { apiURL }: Recorder): Program {
  const env = { ...process.env, STATSIG_SECRET_KEY: sdkKey, STATSIG_API_URL: apiURL, NODE_OPTIONS: '' };
  const child = spawn(process.execPath, [program, ending], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    child,
    line: async () => String((await lines.next()).value),
    ended: once(child, 'exit').then(([code, signal]) => ({ code, signal })),
  };
}

function delivered(recorder: Recorder): number {
  return recorder.to('log_event').reduce((sum, { json }) => sum + (json['events'] as unknown[]).length, 0);
}

async function startServer(): Promise<Recorder> {
  const recorder = await startRecorder();
  recorder.answer('log_event', { status: 202 });
  return recorder;
}

describe('P24: a process that ends', () => {
  it('delivers 20 of 20 events when nothing is left to do', async () => {
    await using recorder = await startServer();
    const { ended } = start('naturally', recorder);
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(delivered(recorder)).toBe(20);
  });

  it('P27: is not kept alive by events that nobody waits for', async () => {
    await using recorder = await startServer();
    const { ended } = start('unprotected', recorder);
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(delivered(recorder)).toBe(0);
  });

  it('P27: is kept alive by a shutdown that waits for a retry', async () => {
    await using recorder = await startServer();
    recorder.answer('log_event', (_, index) => ({ status: index === 0 ? 503 : 202 }));
    const { line, ended } = start('awaited', recorder);
    expect(JSON.parse(await line())).toMatchObject({ sent: 20, pending: 0, timedOut: false });
    expect(await ended).toEqual({ code: 0, signal: null });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'delivers 20 of 20 events at %s, and dies of it',
    async (signal) => {
      await using recorder = await startServer();
      const { child, line, ended } = start('bySignal', recorder);
      await line();
      child.kill(signal);
      expect(await ended).toEqual({ code: null, signal });
      expect(delivered(recorder)).toBe(20);
    },
  );

  it('ends the request it is serving first, and delivers its event too', async () => {
    await using recorder = await startServer();
    const { child, line, ended } = start('bySignal', recorder);
    const { port } = JSON.parse((await line()).slice('ready '.length)) as { port: number };
    const response = new Promise((resolve, reject) => {
      get({ port, host: '127.0.0.1', agent: false }, resolve).on('error', reject);
    });
    expect(await line()).toBe('serving');
    child.kill('SIGTERM');
    expect(await line()).toBe('closing');
    child.stdin?.end();
    expect(await response).toMatchObject({ statusCode: 200 });
    expect(await ended).toEqual({ code: null, signal: 'SIGTERM' });
    expect(delivered(recorder)).toBe(21);
  });

  it('delivers the events of both its SDK objects', async () => {
    await using recorder = await startServer();
    const { child, line, ended } = start('twice', recorder);
    await line();
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: null, signal: 'SIGTERM' });
    expect(delivered(recorder)).toBe(40);
  });

  it('leaves exiting to the application when that listens to the signal', async () => {
    await using recorder = await startServer();
    const { child, line, ended } = start('byItself', recorder);
    await line();
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 3, signal: null });
    expect(delivered(recorder)).toBe(20);
  });

  it('does not wait at a second signal', async () => {
    await using recorder = await startServer();
    recorder.answer('log_event', 'hang');
    const { child, line, ended } = start('bySignal', recorder);
    await line();
    child.kill('SIGTERM');
    await recorder.received('log_event', 1);
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: null, signal: 'SIGTERM' });
  });
});
