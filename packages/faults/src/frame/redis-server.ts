import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { freePort } from './fault-server.ts';

/** Whether there is a Redis to start; without one its tests are left out with one line that says so. */
export function canStartRedis(): boolean {
  if (spawnSync('redis-server', ['--version']).error === undefined) return true;
  if (process.env['STATSIG_TEST_SERVICES'] === 'required') throw new Error('There is no redis-server.');
  process.stderr.write('SKIPPED: there is no redis-server, so tests that stop one do not run.\n');
  return false;
}

/** A Redis of a test's own, which may be stopped, stalled and started again. It forgets everything when it ends. */
export class RedisServer implements AsyncDisposable {
  readonly port: number;
  #child: ChildProcessWithoutNullStreams;

  private constructor(port: number, child: ChildProcessWithoutNullStreams) {
    this.port = port;
    this.#child = child;
  }

  static async start(): Promise<RedisServer> {
    const port = await freePort();
    return new RedisServer(port, await startOn(port));
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** It takes connections, and answers nothing. */
  stall(): void {
    this.#child.kill('SIGSTOP');
  }

  goOn(): void {
    this.#child.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await closed;
  }

  async startAgain(): Promise<void> {
    this.#child = await startOn(this.port);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

async function startOn(port: number): Promise<ChildProcessWithoutNullStreams> {
  const child = spawn('redis-server', [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--dir',
    '/',
  ]);
  for await (const line of createInterface(child.stdout)) {
    if (line.includes('Ready to accept connections')) break;
  }
  // What it says from now on is read by nobody, and must not fill the pipe.
  child.stdout.resume();
  return child;
}
