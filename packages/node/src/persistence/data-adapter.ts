/**
 * A cache of specs and ID lists that outlives the process, and that other processes may share. Texts in, texts out.
 *
 * What an adapter throws, or never answers, is reported and changes nothing else: each call gets two seconds, and then
 * goes on without it. Redis clients are adapters as they are, but `redisDataAdapter` makes more of them.
 *
 * @example
 * const adapter: DataAdapter = {
 *   get: async (key) => (await bucket.read(key))?.text(),
 *   set: (key, value) => bucket.write(key, value),
 * };
 */
export interface DataAdapter {
  /** Finds what was set last under a key; undefined or null when there is nothing. */
  get(key: string): Promise<string | null | undefined>;
  /** Keeps a text, in place of an earlier one. What was there must stay readable until all of the new one is. */
  set(key: string, value: string): Promise<unknown>;
  /** With leases, one of many processes asks the server for specs, and the others read what it sets. */
  readonly leases?: Leases | undefined;
}

/** Who may do what only one of many processes should. All of them must see the same leases. */
export interface Leases {
  /**
   * Takes a lease that is free or has run out, or extends one that `owner` has.
   *
   * @returns Whether it is the owner's now, for `ttlMs` milliseconds.
   */
  acquire(key: string, lease: Lease): Promise<boolean>;
  /** Gives a lease back, if `owner` has it; somebody else's stays. */
  release(key: string, owner: string): Promise<unknown>;
}

/** Whose a lease is to be, and for how long. */
export interface Lease {
  readonly owner: string;
  /** In milliseconds; at least 1. */
  readonly ttlMs: number;
}
