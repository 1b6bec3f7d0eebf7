import { Program } from '../frame/program.ts';

const main = new URL('../../../../apps/server/dist/main.js', import.meta.url);

export const secretKey = 'secret-ledger';

/** A server in a process of its own, on one store and one port over all its lives. */
export class ServerProcess implements AsyncDisposable {
  readonly #store: string;
  #program: Program;
  #url: string;

  private constructor(store: string, { program, url }: { readonly program: Program; readonly url: string }) {
    this.#store = store;
    this.#program = program;
    this.#url = url;
  }

  /** Resolves when it listens. */
  static async start(store: string): Promise<ServerProcess> {
    return new ServerProcess(store, await launch(store, 0));
  }

  get url(): string {
    return this.#url;
  }

  /** Kills it in the middle of whatever it does, and starts it again on what is left. */
  async killAndRestart(): Promise<void> {
    this.#program.kill('SIGKILL');
    await this.#program.ended;
    const { program, url } = await launch(this.#store, Number(new URL(this.#url).port));
    this.#program = program;
    this.#url = url;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#program[Symbol.asyncDispose]();
  }
}

async function launch(store: string, port: number): Promise<{ program: Program; url: string }> {
  const env = { DATABASE_URL: store, PORT: String(port), STATSIG_SECRET_KEY: secretKey };
  const program = new Program(main, { arguments: ['serve'], env });
  const line = await program.line((text) => text.includes('Listening at'));
  return { program, url: /http:\/\/localhost:\d+/.exec(line)?.[0] ?? '' };
}
