import { Program } from '../frame/program.ts';
import type { CachedAppOptions } from '../programs/cached-app.ts';

const script = new URL('../programs/cached-app.ts', import.meta.url);

/** What a program says of itself, a line at a time. */
interface Said {
  readonly initialized?: boolean;
  readonly from?: string | null;
  readonly isOpen?: boolean;
  readonly lcut?: number;
  readonly source?: string;
  readonly error?: string;
  readonly message?: string;
}

/** An application with a data adapter, in a process of its own. */
export class CachedApp extends Program {
  constructor(options: CachedAppOptions) {
    super(script, { arguments: [JSON.stringify(options)] });
  }

  /** What it has said so far. */
  get said(): readonly Said[] {
    return this.lines.map((line) => JSON.parse(line) as Said);
  }

  /** Resolves when it says something that passes, from line `from` on. */
  async says(passes: (said: Said) => boolean, from = 0): Promise<Said> {
    const line = await this.line(
      (each) => this.lines.indexOf(each, from) >= from && passes(JSON.parse(each) as Said),
    );
    return JSON.parse(line) as Said;
  }

  initialized(): Promise<Said> {
    return this.says(({ initialized }) => initialized !== undefined);
  }
}
