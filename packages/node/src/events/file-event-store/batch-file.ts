import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fs } from '../../builtins.ts';
import type { StoredBatchContent, StoredEvents } from '../event-store.ts';
import { decodeRecords, encodeRecord } from './record.ts';

/** Events of users: for the owner of the process only. */
const fileMode = 0o600;
const folderMode = 0o700;

/**
 * Begins the file of a batch. Resolves when it is on disk, and in its folder.
 *
 * @returns The size of the file.
 */
export async function createBatchFile(
  path: string,
  statsigMetadata: string,
  events: StoredEvents,
): Promise<number> {
  const bytes = Buffer.concat([encodeRecord({ eventCount: 0, text: statsigMetadata }), recordOf(events)]);
  await makeFolder(dirname(path));
  await withFile(await fs().open(path, 'wx', fileMode), (file) => writeSafely(file, bytes));
  await syncFolder(dirname(path));
  return bytes.length;
}

/**
 * Adds events to a file that is there. What a failure may have left behind the first `size` bytes is cut off.
 *
 * @returns The size of the file.
 */
export async function appendToBatchFile(path: string, size: number, events: StoredEvents): Promise<number> {
  const bytes = recordOf(events);
  // Never creates the file: whoever took it over must not find another one of its name.
  const { O_WRONLY, O_APPEND } = fs().constants;
  await withFile(await fs().open(path, O_WRONLY | O_APPEND), async (file) => {
    try {
      await writeSafely(file, bytes);
    } catch (error) {
      await file.truncate(size).catch(() => undefined);
      throw error;
    }
  });
  return size + bytes.length;
}

/** What could be read of a batch. */
export interface BatchFileReading {
  readonly content: StoredBatchContent;
  /** How much could not be read that was confirmed once. */
  readonly damagedBytes: number;
}

/** What a crash leaves before any event is safe. */
const noEvents: StoredBatchContent = { eventCount: 0, json: '[]', statsigMetadata: '{}' };

/** Reads a file; one that is not there has no events. */
export async function readBatchFile(path: string): Promise<BatchFileReading> {
  const { records, damagedBytes } = decodeRecords(await bytesOf(path));
  const [metadata, ...runs] = records;
  if (metadata === undefined || metadata.eventCount !== 0) return { content: noEvents, damagedBytes };
  const content = {
    eventCount: runs.reduce((sum, run) => sum + run.eventCount, 0),
    json: `[${runs.map(({ text }) => text).join(',')}]`,
    statsigMetadata: metadata.text,
  };
  return { content, damagedBytes };
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await fs().readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** Without the brackets of the array: so runs are joined without being parsed. */
function recordOf({ eventCount, json }: StoredEvents): Buffer {
  return encodeRecord({ eventCount, text: json.slice(1, -1) });
}

async function writeSafely(file: FileHandle, bytes: Buffer): Promise<void> {
  await file.writeFile(bytes);
  await file.datasync();
}

/** Makes a folder, and those above it that are missing. Resolves when they are on disk. */
export async function makeFolder(path: string): Promise<void> {
  const firstMade = await fs().mkdir(path, { recursive: true, mode: folderMode });
  if (firstMade === undefined) return;
  for (let folder = path; folder !== dirname(firstMade); folder = dirname(folder))
    await syncFolder(dirname(folder));
}

/** A new file is safe when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  // Windows cannot.
  if (process.platform === 'win32') return;
  await withFile(await fs().open(folder, 'r'), (file) => file.sync());
}

async function withFile(file: FileHandle, work: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(file);
  } finally {
    await file.close();
  }
}
