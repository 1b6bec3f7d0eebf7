import { join } from 'node:path';
import { StatsigError } from '@acme/statsig-core';
import { fs, crypto as nodeCrypto } from '../builtins.ts';

/** A write that was cut short leaves its file behind; nobody else can still be writing one that is older than this. */
const abandonedMs = 3_600_000;
const temporary = '.tmp';

/**
 * The name of the file for a key: the same for the same key, and a name that every file system takes, whatever the key.
 *
 * @param ending - With its dot.
 */
export function fileNameOf(key: string, ending: string): string {
  return `${nodeCrypto().createHash('sha256').update(key).digest('base64url')}${ending}`;
}

/**
 * Replaces a file as a whole: whoever reads sees all of the old text or all of the new one, also after the process is
 * killed or the machine loses power.
 */
export async function writeAtomically(directory: string, fileName: string, text: string): Promise<void> {
  const { mkdir, open, rename, rm } = fs();
  await mkdir(directory, { recursive: true });
  const path = join(directory, fileName);
  const temporaryPath = `${path}.${crypto.randomUUID()}${temporary}`;
  try {
    const file = await open(temporaryPath, 'wx', 0o600);
    try {
      await file.writeFile(`${await checksum(text)}\n${text}`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporaryPath, path);
  } catch (error) {
    await rm(temporaryPath, { force: true });
    throw error;
  }
  await syncDirectory(directory);
}

/**
 * Reads what `writeAtomically` wrote.
 *
 * @returns Undefined when there is no such file.
 * @throws {StatsigError} `STORAGE` when the file is damaged.
 */
export async function readVerified(directory: string, fileName: string): Promise<string | undefined> {
  const path = join(directory, fileName);
  const content = await contentOf(path);
  if (content === undefined) return undefined;
  const end = content.indexOf('\n');
  const text = content.slice(end + 1);
  if (end > 0 && content.slice(0, end) === (await checksum(text))) return text;
  throw new StatsigError(
    'STORAGE',
    `The file ${path} is damaged: it is not what its checksum says. Delete it.`,
  );
}

/** Removes what writes that were cut short have left. */
export async function removeAbandoned(directory: string, now: number): Promise<void> {
  const names = await fs()
    .readdir(directory)
    .catch(() => []);
  for (const name of names.filter((each) => each.endsWith(temporary))) {
    const path = join(directory, name);
    const age = await fs()
      .stat(path)
      .then(
        ({ mtimeMs }) => now - mtimeMs,
        () => 0,
      );
    if (age > abandonedMs) await fs().rm(path, { force: true });
  }
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await fs().readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The rename itself survives a loss of power once the directory is on disk. Windows has no such call, and no need. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs().open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Made outside of the event loop's thread, because texts may be long. */
async function checksum(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256-${Buffer.from(digest).toString('base64')}`;
}
