import type { Server, ServerOptions } from '../../create-server.ts';
import { startServer } from '../../server.test-support.ts';

/** The keys of a server whose console is under test. */
const consoleKeys = [
  'console-under-test',
  'secret-under-test',
  { key: 'console-staging', environment: 'staging' },
];

/** What the console API answers. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects in there.
  readonly body: any;
}

/** A server without a project, and a way to ask its console API. */
export async function startConsole(options: Partial<ServerOptions> = {}) {
  const { server, lines } = await startServer({ project: undefined, keys: consoleKeys, ...options });
  const ask = (method: string, path: string, body?: unknown, key = 'console-under-test'): Promise<Answer> =>
    askConsole(server, { method, path, body, key });
  return { server, lines, ask };
}

async function askConsole(
  server: Server,
  { method, path, body, key }: { method: string; path: string; body: unknown; key: string },
): Promise<Answer> {
  const response = await server.fetch(`http://server/console/v1${path}`, {
    method,
    headers: { 'statsig-api-key': key },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
