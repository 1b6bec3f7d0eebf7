import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkspacePackage } from './workspace.ts';

/** What is linked, and where. */
export interface LinkPackagesOptions {
  readonly root: URL;
  readonly workspace: readonly WorkspacePackage[];
  /** A `node_modules` folder, made here. */
  readonly into: URL;
}

/**
 * Makes a `node_modules` with every package of the workspace, everything that one of them depends on, and what the root
 * has. The workspace has one version of each, so it does not matter from where it is taken.
 */
export function linkPackages({ root, workspace, into }: LinkPackagesOptions): void {
  const link = (name: string, target: URL): void => {
    const path = new URL(name, into);
    if (existsSync(path)) return;
    mkdirSync(new URL('.', path), { recursive: true });
    // Junctions are what Windows allows everybody.
    symlinkSync(fileURLToPath(target), fileURLToPath(path), 'junction');
  };
  for (const { name, folder } of workspace) link(name, new URL(folder, root));
  for (const folder of [...workspace.map((each) => each.folder), '.']) {
    const installed = new URL(`${posix.join(folder, 'node_modules')}/`, root);
    for (const name of packageNames(installed)) link(name, new URL(name, installed));
  }
}

/** The names in a `node_modules` folder, scoped ones included; none when there is no such folder. */
function packageNames(folder: URL): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@')
        ? readdirSync(new URL(`${name}/`, folder)).map((part) => `${name}/${part}`)
        : [name],
    );
}
