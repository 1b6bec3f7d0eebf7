import type { AppOptions, Commands } from '../programs/app.ts';
import { Program, type ProgramOptions } from './program.ts';

const script = new URL('../programs/app.ts', import.meta.url);

type Argument<Name extends keyof Commands> = Parameters<Commands[Name]>[0];
type Result<Name extends keyof Commands> = Awaited<ReturnType<Commands[Name]>>;

/** An error that the SDK told its listeners of. */
export interface ToldError {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/** An application in a process of its own, which uses the SDK as it is told to. */
export class App extends Program {
  #commands = 0;

  /** @param options - Of the SDK; those of them that are JSON. */
  constructor(options: AppOptions, programOptions: ProgramOptions = {}) {
    super(script, { ...programOptions, arguments: [JSON.stringify(options)] });
  }

  /** Resolves with what the command returns; rejects when the process ends before. */
  async ask<Name extends keyof Commands>(name: Name, argument?: Argument<Name>): Promise<Result<Name>> {
    const id = this.#commands;
    this.#commands += 1;
    this.tell(JSON.stringify({ id, name, argument }));
    const reply = await this.line((line) => line.startsWith(`{"id":${id}`));
    return (JSON.parse(reply) as { result: Result<Name> }).result;
  }

  /** Under `load`: how many of its events it has said to be safe. */
  get safe(): number {
    const said = this.lines.findLast((line) => line.startsWith('{"safe":')) ?? '{"safe":0}';
    return (JSON.parse(said) as { readonly safe: number }).safe;
  }

  /** What `on('error')` was told so far. */
  get errors(): readonly ToldError[] {
    const lines = this.lines.map((line) => JSON.parse(line) as { readonly error?: ToldError });
    return lines.flatMap(({ error }) => error ?? []);
  }
}
