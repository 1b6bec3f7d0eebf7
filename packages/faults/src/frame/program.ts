import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Watched } from './watched.ts';

/** How a process ended: by itself with a code, or by a signal. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What a process is started with. */
export interface ProgramOptions {
  readonly arguments?: readonly string[] | undefined;
  /** Besides the environment of the test, of which it gets nothing that the SDK reads. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Of Node. */
  readonly nodeArguments?: readonly string[] | undefined;
}

/** A process under test, which is killed at the end of its test if it still lives. */
export class Program implements AsyncDisposable {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #output = new Watched();
  readonly #lines: string[] = [];
  #complaints = '';
  #exit: Exit | undefined;
  /** Resolves when it has ended and all that it said is here. */
  readonly ended: Promise<Exit>;

  /** @param script - One of `src/programs`, or any other that this Node runs. */
  constructor(script: URL, options: ProgramOptions = {}) {
    const { nodeArguments = [], arguments: programArguments = [], env = {} } = options;
    this.#child = spawn(process.execPath, [...nodeArguments, script.pathname, ...programArguments], {
      env: { ...plainEnvironment(), ...env },
    });
    const { stdin, stdout, stderr } = this.#child;
    createInterface(stdout).on('line', (line) => {
      this.#lines.push(line);
      this.#output.changed();
    });
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaints += text;
    });
    // That it ended is told by `ended`; what was still to be written to it matters to nobody.
    stdin.on('error', () => undefined);
    this.ended = this.#end();
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What it has said so far, by line. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** What it has written to its standard error. */
  get complaints(): string {
    return this.#complaints;
  }

  /** Resolves with the first line that passes, as soon as it has been said; rejects when the process ends without. */
  line(passes: (line: string) => boolean): Promise<string> {
    return this.#output.until(() => {
      const found = this.#lines.find(passes);
      if (found !== undefined || this.#exit === undefined) return found;
      throw new Error(
        `The program ended (${JSON.stringify(this.#exit)}) without saying it. ${this.#complaints}`,
      );
    });
  }

  /** Writes a line to its standard input. */
  tell(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#exit === undefined) this.kill('SIGKILL');
    await this.ended;
  }

  async #end(): Promise<Exit> {
    const [code, signal] = (await once(this.#child, 'close')) as [Exit['code'], Exit['signal']];
    this.#exit = { code, signal };
    this.#output.changed();
    return this.#exit;
  }
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const isRead = /^(STATSIG|VITEST|NODE_OPTIONS)|PROXY$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isRead.test(name)));
}
