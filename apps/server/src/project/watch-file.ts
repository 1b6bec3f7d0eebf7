import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/**
 * Calls `changed` whenever a file may have changed; more often than it does is fine.
 *
 * @returns What ends it.
 */
export type WatchFile = (file: string, changed: () => Promise<void>) => { close(): void };

/**
 * Watches by the file system's own events. Does not keep the process alive.
 *
 * The folder is watched, not the file: editors and deployments replace a file rather than write into it, and a watch
 * on the file would stay with the old one.
 */
export const watchFile: WatchFile = (file, changed): FSWatcher => {
  // Kubernetes replaces a mounted file by turning the folder's `..data` link.
  const names = new Set([null, basename(file), '..data']);
  return watch(dirname(file), { persistent: false }, (_event, name) => {
    if (names.has(name)) void changed();
  });
};
