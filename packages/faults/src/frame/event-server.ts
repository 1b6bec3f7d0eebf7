import { DatabaseSync } from 'node:sqlite';
import { Program } from './program.ts';

const script = new URL('main.js', import.meta.resolve('@acme/statsig-server'));

/** The server of this repository in a process of its own, which keeps events in SQLite. */
export class EventServer extends Program {
  readonly #file: string;

  /** @param options - `file`: of the database; `port`: a free one. */
  constructor({ file, port }: { readonly file: string; readonly port: number }) {
    super(script, {
      env: {
        PORT: String(port),
        DATABASE_URL: `file:${file}`,
        STATSIG_SECRET_KEY: 'secret-1234567890abcdefghij',
      },
    });
    this.#file = file;
  }

  async started(): Promise<void> {
    await this.line((line) => line.includes('Listening at'));
  }

  /** How often each event is stored, by name. */
  stored(): ReadonlyMap<string, number> {
    using database = new DatabaseSync(this.#file, { readOnly: true });
    const rows = database.prepare('select name, count(*) as times from event group by name').all();
    return new Map(rows.map(({ name, times }) => [String(name), Number(times)]));
  }
}
