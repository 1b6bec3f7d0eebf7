import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** The Express example, in a process of its own. */
export interface ShopProcess extends AsyncDisposable {
  readonly url: string;
  /**
   * Ends it with SIGTERM, as a process manager would, and waits for the end.
   *
   * @returns The signal it died of, or else its exit code.
   */
  end(): Promise<string>;
}

/** Where the shop finds its server. */
export interface ShopOptions {
  /** With `/v1`. */
  readonly apiURL: string;
  readonly secretKey: string;
}

/** The example's own main file, which knows nothing of this demo. */
const main = fileURLToPath(new URL('main.js', import.meta.resolve('@acme/example-express')));

/**
 * Opens the shop on a free port.
 *
 * @throws {Error} When it ends before it listens; the message has what it wrote.
 */
export async function openShop({ apiURL, secretKey }: ShopOptions): Promise<ShopProcess> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: '0', STATSIG_API_URL: apiURL, STATSIG_SECRET_KEY: secretKey },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C is for the demo, which then ends the shop.
    detached: true,
  });
  const ended = ending(child);
  const url = await Promise.race([firstURL(child.stdout), complaint(child.stderr, ended)]);
  child.stderr.pipe(process.stderr);
  const end = async (): Promise<string> => {
    child.kill('SIGTERM');
    return await ended;
  };
  return { url, end, [Symbol.asyncDispose]: async () => void (await end()) };
}

async function ending(child: ChildProcess): Promise<string> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return signal ?? `exit code ${code}`;
}

/** The shop says where it is in the first line that it writes. Never settles when it writes none. */
function firstURL(stdout: Readable): Promise<string> {
  return new Promise((resolve) => {
    createInterface(stdout).on('line', (line) => {
      const url = /http:\S+/.exec(line)?.[0];
      if (url !== undefined) resolve(url);
    });
  });
}

/** Rejects with what the shop wrote when it ends too early. */
async function complaint(stderr: Readable, ended: Promise<string>): Promise<never> {
  const chunks: string[] = [];
  stderr.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  const end = await ended;
  throw new Error(`The shop did not open: it ended with ${end}.\n${chunks.join('')}`);
}
