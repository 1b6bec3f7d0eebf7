import { isStatsigError, StatsigError } from '@acme/statsig-core';
import { errorText } from '../diagnostics/error-text.ts';
import type { IDListKeys } from '../persistence/cache-keys.ts';
import type { DataAdapter } from '../persistence/data-adapter.ts';
import type { Clock } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import { inSlices } from '../time/in-slices.ts';
import { applyLines } from './apply-lines.ts';
import { HashSet } from './hash-set.ts';
import type { HeldList, IDListStore } from './id-list-store.ts';
import { manifestText, readManifest } from './manifest.ts';

/** What the cache of ID lists needs, and whom it tells. */
export interface IDListCacheOptions {
  readonly adapter: DataAdapter;
  readonly keys: IDListKeys;
  readonly clock: Clock;
  /** The longest that each call of the adapter is waited for. */
  readonly timeoutMs: number;
  /** Whether another process writes. */
  isFollowing(): boolean;
  onError(error: StatsigError): void;
}

/**
 * The ID lists in the data adapter, in the words of the legacy SDK: a manifest, and each list as the lines that make it.
 * Never rejects: without its lists a start only takes longer.
 */
export class IDListCache {
  readonly #options: IDListCacheOptions;
  readonly #never = new AbortController().signal;
  #written: ReadonlyMap<string, HeldList> = new Map();

  constructor(options: IDListCacheOptions) {
    this.#options = options;
  }

  /** Puts all lists that are cached to use. */
  async read(store: IDListStore): Promise<void> {
    const { adapter, keys } = this.#options;
    await this.#attempt('read', async () => {
      const text = await this.#inTime(() => adapter.get(keys.manifest));
      if (text === undefined || text === null) return;
      for (const { name, fileID, creationTime, sizeBytes: appliedBytes } of readManifest(text).entries) {
        const lines = await this.#inTime(() => adapter.get(keys.list(name)));
        if (typeof lines !== 'string') continue;
        const hashes = new HashSet();
        await applyLines(hashes, [Buffer.from(lines)]);
        store.put(name, { fileID, creationTime, appliedBytes, hashes });
      }
      this.#written = store.held;
    });
  }

  /** Writes what changed since the last time, the lists before the manifest that speaks of them. */
  async write(held: ReadonlyMap<string, HeldList>): Promise<void> {
    const { adapter, keys, isFollowing, clock } = this.#options;
    if (held === this.#written || isFollowing()) return;
    await this.#attempt('written', async () => {
      for (const [name, list] of held) {
        if (list === this.#written.get(name)) continue;
        const lines = await inSlices(linesOf(list.hashes), () => clock.now());
        await this.#inTime(() => adapter.set(keys.list(name), lines));
      }
      await this.#inTime(() => adapter.set(keys.manifest, manifestOf(held)));
      this.#written = held;
    });
  }

  async #attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      const message = `The ID lists in the data adapter cannot be ${what} for now: ${errorText(cause)}`;
      const code = isStatsigError(cause) ? cause.code : 'STORAGE';
      this.#options.onError(new StatsigError(code, message, { cause }));
    }
  }

  #inTime<T>(work: () => Promise<T>): Promise<T> {
    const { clock, timeoutMs: ms } = this.#options;
    const timeoutError = (): Error => new Error(`no answer within ${ms} ms`);
    return withDeadline(work, { clock, ms, signal: this.#never, timeoutError });
  }
}

function manifestOf(held: ReadonlyMap<string, HeldList>): string {
  return manifestText(
    [...held].map(([name, { fileID, creationTime, appliedBytes }]) => ({
      name,
      // Nobody downloads from here: whoever starts from the cache asks the server where the file is.
      url: 'https://statsig.invalid/',
      sizeBytes: appliedBytes,
      fileID,
      creationTime,
    })),
  );
}

function* linesOf(hashes: HashSet): Generator<void, string> {
  const lines: string[] = [];
  for (const hash of hashes) {
    lines.push(`+${hash}\n`);
    yield;
  }
  return lines.join('');
}
