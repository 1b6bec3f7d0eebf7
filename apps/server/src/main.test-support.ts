import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

type Environment = Readonly<Record<string, string>>;

const main = fileURLToPath(new URL('main.ts', import.meta.url));

/** Starts the command; it is killed when the test ends. */
function start(args: readonly string[], environment: Environment, cwd?: string): ChildProcess {
  const child = spawn(process.execPath, [main, ...args], {
    env: environment,
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Starts a server on a free port, and resolves with its address and what it has said when it listens. */
export async function startListening(args: readonly string[], environment: Environment, cwd?: string) {
  const child = start(args, { PORT: '0', ...environment }, cwd);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    lines.push(line);
    const url = /Listening at (http:\/\/localhost:\d+)/.exec(line)?.[1];
    if (url !== undefined) return { child, lines, url };
  }
  throw new Error(`The server ended: ${lines.join('\n')}`);
}

/** Runs the command to its end. */
export async function run(args: readonly string[], environment: Environment, input = '') {
  const child = start(args, environment);
  child.stdin!.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'exit'),
  ]);
  return { stdout, stderr, code: Number(code) };
}
