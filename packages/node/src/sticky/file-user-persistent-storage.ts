import { join } from 'node:path';
import type { StickyValues } from '@acme/statsig-core';
import { fs } from '../builtins.ts';
import { fileNameOf, readVerified, writeAtomically } from '../persistence/atomic-file.ts';
import type { UserPersistentStorage } from './user-persistent-storage.ts';

/** Where the files are. */
export interface FileUserPersistentStorageOptions {
  /** A path; made when it is first written to. Files in it are for this storage alone. */
  readonly directory: string;
}

const ending = '.json';

/**
 * A storage in files, one for each assignment, in a folder for each unit: for development, and for applications on one
 * machine. Several processes may share a directory.
 *
 * @example
 * createStatsig({ userPersistentStorage: fileUserPersistentStorage({ directory: '.statsig-groups' }) });
 */
export function fileUserPersistentStorage({
  directory,
}: FileUserPersistentStorageOptions): UserPersistentStorage {
  const folderOf = (key: string): string => join(directory, fileNameOf(key, ''));
  return {
    async load(key) {
      const folder = folderOf(key);
      const files = (await filesIn(folder)).filter((name) => name.endsWith(ending));
      const assignments = await Promise.all(files.map((file) => readVerified(folder, file)));
      const entries = assignments.filter((text) => text !== undefined);
      return entries.length === 0 ? undefined : Object.fromEntries(entries.map(parseEntry));
    },
    save: (key, configName, values) =>
      writeAtomically(folderOf(key), fileNameOf(configName, ending), JSON.stringify([configName, values])),
    delete: (key, configName) =>
      fs().rm(join(folderOf(key), fileNameOf(configName, ending)), { force: true }),
  };
}

function parseEntry(text: string): [configName: string, values: StickyValues] {
  return JSON.parse(text) as [string, StickyValues];
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return await fs().readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
