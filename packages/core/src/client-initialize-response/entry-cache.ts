import type { Evaluation } from '../results/evaluation.ts';
import type { CompiledSpecs } from '../specs/compiled.ts';
import type { ClientEntry, WriteName } from './entries.ts';
import { type HashAlgorithm, nameWriter } from './names.ts';

/** An entry of a response, and its text: answers are shared by users, and so are their entries. */
export interface CachedEntry {
  readonly name: string;
  readonly entry: ClientEntry;
  /** `"<name>":{…}` */
  readonly text: string;
}

/** The entries that were made by one way of writing names. */
export interface EntryCache {
  readonly write: WriteName;
  find<E extends Evaluation>(
    answer: E,
    make: (answer: E, specs: CompiledSpecs, write: WriteName) => ClientEntry,
  ): CachedEntry;
}

export function createEntryCache(specs: CompiledSpecs, hash: HashAlgorithm): EntryCache {
  const write = nameWriter(hash);
  const entries = new WeakMap<Evaluation, CachedEntry>();
  return {
    write,
    find(answer, make) {
      const known = entries.get(answer);
      if (known !== undefined) return known;
      const name = write(answer.name);
      const entry = make(answer, specs, write);
      const made = { name, entry, text: `${JSON.stringify(name)}:${JSON.stringify(entry)}` };
      entries.set(answer, made);
      return made;
    },
  };
}
