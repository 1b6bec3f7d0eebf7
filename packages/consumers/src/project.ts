import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { tools } from './tools.ts';

const run = promisify(execFile);
const packages = ['core', 'node', 'express', 'nestjs', 'testing'];
const folderOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A project of somebody who has installed the packages from the registry. */
export interface Project {
  readonly folder: string;
  /** Runs one of its programs. */
  run(program: string, args: readonly string[]): Promise<string>;
}

/**
 * Makes a project outside of this repository, so that nothing is found but what is installed, with the packages as they
 * would be published.
 */
export async function createProject(folder: string): Promise<Project> {
  const tarballs = await pack(await mkdtemp(join(folder, 'tarballs-')));
  const project = join(folder, 'project');
  await mkdir(project);
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

async function pack(into: string): Promise<readonly string[]> {
  for (const name of packages) {
    await run('pnpm', ['pack', '--pack-destination', into], { cwd: folderOf(`../../${name}/`) });
  }
  return (await readdir(into)).map((file) => join(into, file));
}
