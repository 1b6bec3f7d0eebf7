import type { IDList } from '@acme/statsig-core';
import type { HashSet } from './hash-set.ts';

/** A list as far as it is known. Never changed: a newer one takes its place. */
export interface HeldList {
  readonly fileID: string;
  /** When the file was begun, by the server's clock. */
  readonly creationTime: number;
  /** How much of the file has been applied. */
  readonly appliedBytes: number;
  readonly hashes: HashSet;
}

/** The ID lists in use. Who took `current` keeps what it took. */
export class IDListStore {
  #held: ReadonlyMap<string, HeldList> = new Map();
  #current: ReadonlyMap<string, IDList> = new Map();

  /** The lists to evaluate with, by name. */
  get current(): ReadonlyMap<string, IDList> {
    return this.#current;
  }

  get held(): ReadonlyMap<string, HeldList> {
    return this.#held;
  }

  /** Puts a list to use, in place of an older one. */
  put(name: string, list: HeldList): void {
    this.#replace(new Map(this.#held).set(name, list));
  }

  /** Drops all lists but these. */
  retain(names: ReadonlySet<string>): void {
    const kept = [...this.#held].filter(([name]) => names.has(name));
    if (kept.length < this.#held.size) this.#replace(new Map(kept));
  }

  #replace(held: ReadonlyMap<string, HeldList>): void {
    this.#held = held;
    this.#current = new Map([...held].map(([name, { hashes }]) => [name, hashes]));
  }
}
