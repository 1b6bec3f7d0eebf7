import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import type { Repository } from '../repository/repository.ts';

/** A package of this repository that others can import. */
export interface WorkspacePackage {
  readonly name: string;
  /** Relative to the root. */
  readonly folder: string;
  /** Whether its declarations are there. */
  readonly isBuilt: boolean;
}

/** The part of `package.json` that is needed. */
interface Manifest {
  readonly name: string;
  readonly exports?: { readonly '.'?: { readonly types?: string } };
}

/** Finds the packages that have a main entry. */
export function readWorkspace(root: URL, { texts }: Repository): readonly WorkspacePackage[] {
  return [...texts].flatMap(([file, text]) => {
    const folder = posix.dirname(file);
    if (posix.basename(file) !== 'package.json' || folder === '.') return [];
    const { name, exports } = JSON.parse(text) as Manifest;
    const types = exports?.['.']?.types;
    if (types === undefined) return [];
    return [{ name, folder, isBuilt: existsSync(new URL(posix.join(folder, types), root)) }];
  });
}
