import { execFile } from 'node:child_process';
import { chown, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const installed = '/usr/lib/postgresql';

/** A Postgres of a test's own, to be killed, stopped and stalled. */
export class PostgresCluster implements AsyncDisposable {
  readonly #folder: string;
  readonly #binaries: string;
  readonly #port: number;

  private constructor(folder: string, binaries: string, port: number) {
    this.#folder = folder;
    this.#binaries = binaries;
    this.#port = port;
  }

  /** Undefined where Postgres is not installed. */
  static async start(): Promise<PostgresCluster | undefined> {
    const versions = await readdir(installed).catch(() => []);
    const version = versions.toSorted((left, right) => Number(right) - Number(left))[0];
    if (version === undefined) return undefined;
    const folder = await mkdtemp(join(tmpdir(), 'statsig-postgres-'));
    const cluster = new PostgresCluster(folder, join(installed, version, 'bin'), await freePort());
    if (process.getuid?.() === 0) {
      const { stdout } = await run('id', ['-u', 'postgres']);
      await chown(folder, Number(stdout), -1);
    }
    await cluster.#run('initdb', [
      '--pgdata',
      join(folder, 'data'),
      '--username',
      'postgres',
      '--auth',
      'trust',
    ]);
    await cluster.start();
    return cluster;
  }

  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.#port}/postgres`;
  }

  async start(): Promise<void> {
    const settings = `-p ${this.#port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${this.#folder}`;
    const start = () =>
      this.#control(['--log', join(this.#folder, 'log'), '--wait', '--options', settings, 'start']);
    // What was killed holds its memory until the last process is gone.
    for (let failures = 0; failures < 50; failures += 1) {
      if (
        await start().then(
          () => true,
          () => false,
        )
      )
        return;
      await pause(100);
    }
    await start();
  }

  /** In an orderly way; its clients are cut off. */
  async stop(): Promise<void> {
    await this.#control(['--wait', '--mode', 'fast', 'stop']);
  }

  /** All of its processes at once, as when the power fails. */
  async kill(): Promise<void> {
    for (const pid of await this.#pids()) process.kill(pid, 'SIGKILL');
  }

  /** It does nothing any more, and keeps all connections. */
  async stall(): Promise<void> {
    for (const pid of await this.#pids()) process.kill(pid, 'SIGSTOP');
  }

  async resume(): Promise<void> {
    for (const pid of await this.#pids()) process.kill(pid, 'SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#control(['--wait', '--mode', 'immediate', 'stop']).catch(() => undefined);
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** The postmaster, and those that it has started. */
  async #pids(): Promise<readonly number[]> {
    const text = await readFile(join(this.#folder, 'data', 'postmaster.pid'), 'utf8');
    const postmaster = Number(text.split('\n')[0]);
    const children = await readFile(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8');
    return [postmaster, ...children.trim().split(' ').filter(Boolean).map(Number)];
  }

  #control(parameters: readonly string[]): Promise<void> {
    return this.#run('pg_ctl', ['--pgdata', join(this.#folder, 'data'), ...parameters]);
  }

  /** As the user that Postgres insists on. */
  async #run(program: string, parameters: readonly string[]): Promise<void> {
    const file = join(this.#binaries, program);
    const cwd = this.#folder;
    if (process.getuid?.() !== 0) {
      await run(file, [...parameters], { cwd });
      return;
    }
    // Not every root has the folders for root in its path.
    const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` };
    await run('runuser', ['-u', 'postgres', '--', file, ...parameters], { cwd, env });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new TypeError('No port.');
  return address.port;
}
