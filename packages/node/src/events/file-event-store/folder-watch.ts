import { join } from 'node:path';
import { fs } from '../../builtins.ts';
import { hasEnded, readOwner } from './owner.ts';

/** A folder that nobody touched for so many looks belongs to nobody any more. */
const maxQuietLooks = 3;

/**
 * Tells which folders belong to nobody.
 *
 * Whoever owns a folder touches it now and then. That the process has ended is known at once where its number can be looked
 * up; otherwise its folder has to stay untouched through several looks. No two clocks are compared.
 */
export class FolderWatch {
  readonly #root: string;
  readonly #seen = new Map<string, { readonly mtimeMs: number; readonly quietLooks: number }>();

  /** @param root - The folder of folders. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Says that a folder has an owner. */
  async touch(name: string): Promise<void> {
    const now = new Date();
    await fs().utimes(join(this.#root, name), now, now);
  }

  /** The names of folders that belong to nobody. */
  async orphans(ownName: string): Promise<readonly string[]> {
    const entries = await fs().readdir(this.#root, { withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isDirectory() && entry.name !== ownName)
      .map(({ name }) => name);
    const found: string[] = [];
    for (const name of names) if (await this.#isOrphan(name)) found.push(name);
    return found;
  }

  async #isOrphan(name: string): Promise<boolean> {
    const owner = readOwner(name);
    if (owner === undefined || (await hasEnded(owner))) return true;
    const { mtimeMs } = await fs()
      .stat(join(this.#root, name))
      .catch(() => ({ mtimeMs: Number.NaN }));
    const last = this.#seen.get(name);
    const quietLooks = last?.mtimeMs === mtimeMs ? last.quietLooks + 1 : 0;
    this.#seen.set(name, { mtimeMs, quietLooks });
    return quietLooks >= maxQuietLooks;
  }
}
