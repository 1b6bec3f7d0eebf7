import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folderOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A project of somebody who has installed the packages from the registry. */
export interface Project {
  readonly folder: string;
  /** Runs one of its programs. */
  run(program: string, args: readonly string[]): Promise<string>;
}

/** What is installed in a project. */
export interface Dependencies {
  /** Of this repository's packages, as their folders are called. */
  readonly packages: readonly string[];
  /** Others, with their versions. */
  readonly tools: Readonly<Record<string, string>>;
}

/**
 * Makes a project outside of this repository, so that nothing is found but what is installed, with the packages as they
 * would be published.
 */
export async function createProject(folder: string, { packages, tools }: Dependencies): Promise<Project> {
  const tarballs = await pack(packages, await mkdtemp(join(folder, 'tarballs-')));
  const project = await mkdtemp(join(folder, 'project-'));
  const manifest = { name: 'consumer', private: true, type: 'module', dependencies: tools };
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest));
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  await run('npm', ['install', ...options, ...tarballs], { cwd: project });
  await cp(folderOf('app/'), project, { recursive: true });
  return {
    folder: project,
    run: async (program, args) =>
      (await run(join(project, 'node_modules', program), args, { cwd: project })).stdout,
  };
}

async function pack(packages: readonly string[], into: string): Promise<readonly string[]> {
  for (const name of packages) {
    await run('pnpm', ['pack', '--pack-destination', into], { cwd: folderOf(`../../${name}/`) });
  }
  return (await readdir(into)).map((file) => join(into, file));
}
