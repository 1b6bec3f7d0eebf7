import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock } from './clock.ts';
import { createServer, type Server, type ServerOptions } from './create-server.ts';
import type { Logger } from './logger.ts';
import { shopProjectFile } from './project/shop.ts';
import type { WatchFile } from './project/watch-file.ts';

/** The key that opens servers under test. */
export const secretKey = 'secret-under-test';

/** The time on the servers' clock: later than the demo project's own. */
export const now: number = Date.UTC(2027, 0, 1);

/** An event that every server takes. */
export const purchase = { eventName: 'purchase', user: { userID: 'ada' }, time: now };

/** Stands still; sleeps until it is woken by an abort. */
export const stillClock: Clock = {
  now: () => now,
  sleep: (_ms, signal) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
};

/** A folder of its own for one test, removed after it. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'statsig-server-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A logger to look into, from `info` upwards. */
export function recordingLogger(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const record = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return {
    lines,
    debug: () => undefined,
    info: record('info'),
    warn: record('warn'),
    error: record('error'),
  };
}

/** A watch that tells of a change when it is told, and resolves when that has been taken in. */
export function manualWatch(): { readonly watch: WatchFile; changed(): Promise<void> } {
  const listeners: (() => Promise<void>)[] = [];
  return {
    watch: (_file, changed) => {
      listeners.push(changed);
      return { close: () => undefined };
    },
    changed: async () => void (await Promise.all(listeners.map((listener) => listener()))),
  };
}

/** A server in memory on the demo project, and what it logs. */
interface LoggingServer {
  readonly server: Server;
  readonly lines: readonly string[];
}

/** A server in memory on the demo project. */
export async function openServer(options: Partial<ServerOptions> = {}): Promise<LoggingServer> {
  const logger = recordingLogger();
  const server = await createServer({
    project: shopProjectFile,
    store: ':memory:',
    keys: [secretKey],
    logger,
    clock: stillClock,
    watch: manualWatch().watch,
    ...options,
  });
  return { server, lines: logger.lines };
}

/** The same, closed after the test. */
export async function startServer(options: Partial<ServerOptions> = {}): Promise<LoggingServer> {
  const opened = await openServer(options);
  onTestFinished(() => opened.server.close());
  return opened;
}

/** The demo project in a file of its own, to edit. */
export async function editableProject(): Promise<{
  file: string;
  edit(change: Record<string, unknown> | string): Promise<void>;
}> {
  const file = join(await temporaryFolder(), 'project.json');
  const original = JSON.parse(await readFile(shopProjectFile, 'utf8')) as Record<string, unknown>;
  const edit = (change: Record<string, unknown> | string): Promise<void> =>
    writeFile(file, typeof change === 'string' ? change : JSON.stringify({ ...original, ...change }));
  await edit({});
  return { file, edit };
}

/** What `log_event` wants besides the body. */
export const eventHeaders: Readonly<Record<string, string>> = {
  'statsig-api-key': secretKey,
  'statsig-client-time': String(now),
};

/** Sends a body to `log_event`: an object as JSON, anything else as it is. */
export async function logEvents(
  server: Pick<Server, 'fetch'>,
  body: object | string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return server.fetch('http://server/v1/log_event', {
    method: 'POST',
    headers: { ...eventHeaders, ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });
}
