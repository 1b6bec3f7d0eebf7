import { systemClock } from '../time/clock.ts';
import { fileNameOf, readVerified, removeAbandoned, writeAtomically } from './atomic-file.ts';
import type { DataAdapter } from './data-adapter.ts';

/** Where the files are. */
export interface FileDataAdapterOptions {
  /** A path; made when it is first written to. Files in it are for this adapter alone. */
  readonly directory: string;
}

const ending = '.statsig';

/**
 * A cache in files, so that a restart needs no network. Each file is replaced as a whole and carries a checksum; a damaged
 * one counts as trouble, and the next update repairs it. Several processes may share a directory; each asks the server.
 *
 * @example
 * createStatsig({ dataAdapter: fileDataAdapter({ directory: '.statsig' }) });
 */
export function fileDataAdapter({ directory }: FileDataAdapterOptions): DataAdapter {
  let tidying: Promise<void> | undefined;
  return {
    get: (key) => readVerified(directory, fileNameOf(key, ending)),
    async set(key, value) {
      tidying ??= removeAbandoned(directory, systemClock.now());
      await tidying;
      await writeAtomically(directory, fileNameOf(key, ending), value);
    },
  };
}
