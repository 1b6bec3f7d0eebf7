import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { UnavailableError } from '../check.ts';
import type { Tool } from './tools.ts';

/** Where tools are kept from one run to the next. */
const cache = new URL('../../node_modules/.cache/tools/', import.meta.url);

/**
 * Installs a tool, unless an earlier run did.
 *
 * Its install scripts are not run: none of the tools needs them.
 *
 * @returns The path of the tool's file.
 * @throws {UnavailableError} When there is no package for this platform, or it cannot be had from npm.
 */
export function installTool(tool: Tool): Promise<string> {
  const installed = installs.get(tool) ?? install(tool);
  installs.set(tool, installed);
  return installed;
}

/** Two checks may want the same tool at once. */
const installs = new Map<Tool, Promise<string>>();

async function install({ name, version, packages, file }: Tool): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const packageName = typeof packages === 'string' ? packages : packages[platform];
  if (packageName === undefined)
    throw new UnavailableError(`No package of ${name} is known for ${platform}.`);
  const home = new URL(`${packageName.replace('/', '-')}-${version}/`, cache);
  // Written last: an install that was interrupted leaves no mark.
  const mark = new URL('installed', home);
  if (!existsSync(mark)) {
    await mkdir(home, { recursive: true });
    await npmInstall(`${packageName}@${version}`, fileURLToPath(home));
    await writeFile(mark, '');
  }
  return fileURLToPath(new URL(`node_modules/${packageName}/${file}`, home));
}

async function npmInstall(spec: string, folder: string): Promise<void> {
  const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  try {
    await promisify(execFile)('npm', ['install', '--prefix', folder, ...options, spec]);
  } catch (cause) {
    throw new UnavailableError(`npm could not install ${spec}: ${reasonOf(cause)}`, { cause });
  }
}

/** The first of the lines in which npm says what went wrong. */
function reasonOf(error: unknown): string {
  const text = String(error);
  return /^npm error .*$/m.exec(text)?.[0] ?? text;
}
