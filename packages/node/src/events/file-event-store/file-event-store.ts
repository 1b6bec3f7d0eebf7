import { basename, join, resolve } from 'node:path';
import { isStatsigError, StatsigError } from '@acme/statsig-core';
import { fs } from '../../builtins.ts';
import { checkedGroup, checkedNumber, invalid } from '../../option-checks.ts';
import type { EventStore, EventStoreHost, StoredBatchContent, StoredEvents } from '../event-store.ts';
import { appendToBatchFile, createBatchFile, makeFolder, readBatchFile } from './batch-file.ts';
import { FolderWatch } from './folder-watch.ts';
import { ownerName } from './owner.ts';
import { storeError } from './store-error.ts';

/** Where events are kept, and how many. */
export interface FileEventStoreOptions {
  /**
   * A directory on a disk of this machine, made when it is missing. Any number of processes may share it: each has a folder
   * of its own there, and takes over those of processes that have ended.
   */
  readonly directory: string;
  /**
   * How many bytes of events each process keeps at most. At least 65,536. Beyond it the oldest are dropped, and counted.
   *
   * @defaultValue 268_435_456 (256 MiB)
   */
  readonly maxBytes?: number | undefined;
  /**
   * How long an event may be in memory only, in milliseconds. From 1 to 60,000.
   *
   * @defaultValue 100
   */
  readonly syncIntervalMs?: number | undefined;
}

/**
 * Keeps events in files until they are delivered, so that neither a crash nor a server that is down for long costs any.
 *
 * @throws {StatsigError} `INVALID_OPTIONS`, with the option's name and bounds.
 * @example
 * const statsig = createStatsig({ eventStore: fileEventStore({ directory: './data/events' }) });
 */
export function fileEventStore(options: FileEventStoreOptions): EventStore {
  const { directory, maxBytes, syncIntervalMs } = checkedGroup('of fileEventStore', options);
  if (typeof directory !== 'string' || directory === '')
    throw invalid('directory', 'the path of a directory', directory);
  return new FileEventStore(resolve(directory), {
    maxBytes: checkedNumber('maxBytes', maxBytes, {
      min: 65_536,
      max: Number.MAX_SAFE_INTEGER,
      otherwise: 268_435_456,
    }),
    syncIntervalMs: checkedNumber('syncIntervalMs', syncIntervalMs, { min: 1, max: 60_000, otherwise: 100 }),
  });
}

/** How often a process says that it lives, and looks for those that do not, in milliseconds. */
const watchMs = 5_000;
const extension = '.events';

interface Opened {
  readonly host: EventStoreHost;
  /** The folder of the project. */
  readonly root: string;
  /** The name of this process's folder in it. */
  readonly name: string;
  readonly watch: FolderWatch;
}

class FileEventStore implements EventStore {
  readonly maxBytes: number;
  readonly syncIntervalMs: number;
  readonly #directory: string;
  readonly #sizes = new Map<string, number>();
  readonly #closing = new AbortController();
  #opened: Opened | undefined;

  constructor(directory: string, bounds: Pick<EventStore, 'maxBytes' | 'syncIntervalMs'>) {
    this.#directory = directory;
    this.maxBytes = bounds.maxBytes;
    this.syncIntervalMs = bounds.syncIntervalMs;
  }

  async open(host: EventStoreHost): Promise<void> {
    if (this.#opened !== undefined) throw alreadyOpen();
    const root = join(this.#directory, `v1-${host.project}`);
    const opened = { host, root, name: await ownerName(), watch: new FolderWatch(root) };
    await this.#tries('opened', () => makeFolder(join(root, opened.name)));
    this.#opened = opened;
    await this.#adoptOrphans();
    void this.#stayAlive();
  }

  async append(batchID: string, events: StoredEvents): Promise<void> {
    const { host } = this.#use();
    const path = this.#path(batchID);
    const size = this.#sizes.get(batchID);
    const write = (): Promise<number> =>
      size === undefined
        ? createBatchFile(path, host.statsigMetadata, events)
        : appendToBatchFile(path, size, events);
    try {
      this.#sizes.set(batchID, await this.#tries('written', write));
    } catch (error) {
      if (size === undefined)
        await fs()
          .rm(path, { force: true })
          .catch(() => undefined);
      throw error;
    }
  }

  read(batchID: string): Promise<StoredBatchContent> {
    return this.#tries('read', async () => (await readBatchFile(this.#path(batchID))).content);
  }

  async remove(batchID: string): Promise<void> {
    this.#sizes.delete(batchID);
    await this.#tries('cleared', () => fs().rm(this.#path(batchID), { force: true }));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const opened = this.#opened;
    if (opened === undefined) return;
    const { root, name } = opened;
    this.#opened = undefined;
    // A name that no owner has: whoever looks next takes what is left.
    const isEmpty = await fs()
      .rmdir(join(root, name))
      .then(
        () => true,
        () => false,
      );
    if (!isEmpty)
      await fs()
        .rename(join(root, name), join(root, `left-${name}`))
        .catch(() => undefined);
  }

  async #stayAlive(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const { host, name, watch, root } = this.#use();
      await host.clock.sleep(watchMs, signal).catch(() => undefined);
      if (signal.aborted) return;
      // It is gone when this process stood still for so long that others took it for dead.
      await watch.touch(name).catch(() => makeFolder(join(root, name)).catch(() => undefined));
      await this.#adoptOrphans();
    }
  }

  async #adoptOrphans(): Promise<void> {
    const { host, root, name, watch } = this.#use();
    try {
      for (const orphan of await watch.orphans(name)) await this.#adopt(join(root, orphan), join(root, name));
    } catch (error) {
      this.#report(host, 'searched', error);
    }
  }

  /** Of several processes that want it, one gets the folder. Its files come one by one, so that a crash leaves none behind. */
  async #adopt(orphan: string, own: string): Promise<void> {
    const taken = join(own, basename(orphan));
    const isMine = await fs()
      .rename(orphan, taken)
      .then(
        () => true,
        () => false,
      );
    if (!isMine) return;
    const entries = await fs().readdir(taken, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(extension));
    let isFine = true;
    for (const { parentPath, name } of files) {
      isFine = (await this.#adoptFile(join(parentPath, name), join(own, name))) && isFine;
    }
    // What could not be taken stays for the next process.
    if (isFine) await fs().rm(taken, { recursive: true, force: true });
  }

  async #adoptFile(from: string, to: string): Promise<boolean> {
    const { host } = this.#use();
    try {
      await this.#move(from, to);
      return true;
    } catch (error) {
      this.#report(host, 'read', error);
      return false;
    }
  }

  async #move(from: string, to: string): Promise<void> {
    const { host } = this.#use();
    const { content, damagedBytes } = await readBatchFile(from);
    const { eventCount, json } = content;
    if (damagedBytes > 0) host.report(damaged(from, damagedBytes));
    if (eventCount === 0) return;
    await fs().rename(from, to);
    host.adopt({ id: basename(to, extension), eventCount, sizeBytes: Buffer.byteLength(json) });
  }

  #report(host: EventStoreHost, work: string, error: unknown): void {
    if (!this.#closing.signal.aborted) host.report(storeError(this.#directory, work, error));
  }

  #path(batchID: string): string {
    const { root, name } = this.#use();
    return join(root, name, `${batchID}${extension}`);
  }

  #use(): Opened {
    if (this.#opened !== undefined) return this.#opened;
    throw new StatsigError('EVENT_STORE', 'The event store is closed.');
  }

  async #tries<T>(work: string, attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      throw isStatsigError(error) ? error : storeError(this.#directory, work, error);
    }
  }
}

function alreadyOpen(): StatsigError {
  const message =
    'An event store belongs to one SDK object: call fileEventStore() for each; they may share the directory.';
  return new StatsigError('EVENT_STORE', message);
}

function damaged(path: string, damagedBytes: number): StatsigError {
  const message = `${damagedBytes} bytes of the event store's file ${path} are damaged, and the events in them are lost; all others are sent. See to the disk.`;
  return new StatsigError('EVENT_STORE', message);
}
