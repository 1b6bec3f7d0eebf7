import { StatsigNetworkError } from '../http/network-error.ts';
import type { OpenFile } from '../http/open-file.ts';
import { applyLines } from './apply-lines.ts';
import { HashSet, hashLength } from './hash-set.ts';
import type { HeldList } from './id-list-store.ts';
import type { ListEntry } from './manifest.ts';

/** A sign, a hash, and the end of the line. */
const lineBytes = hashLength + 2;

/**
 * Brings a list up to date: what was appended to its file is read and applied to a copy; a file that is another one, or
 * shorter than what was read of it, is read from its beginning.
 *
 * @returns `held` itself when nothing changed.
 * @throws {StatsigError} What is held stays good.
 */
export async function downloadList(
  entry: ListEntry,
  held: HeldList | undefined,
  open: OpenFile,
  signal: AbortSignal,
): Promise<HeldList> {
  const { fileID, creationTime, sizeBytes } = entry;
  if (held === undefined && sizeBytes === 0) {
    return { fileID, creationTime, appliedBytes: 0, hashes: new HashSet() };
  }
  if (held === undefined) return download(entry, undefined, open, signal);
  // A lagging edge server may still tell of the file before.
  if (fileID !== held.fileID && creationTime < held.creationTime) return held;
  if (fileID !== held.fileID || sizeBytes < held.appliedBytes)
    return download(entry, undefined, open, signal);
  if (sizeBytes === held.appliedBytes) return held;
  try {
    return await download(entry, held, open, signal);
  } catch (error) {
    const isCutOff = error instanceof StatsigNetworkError && error.status === 416;
    if (!isCutOff) throw error;
    return download(entry, undefined, open, signal);
  }
}

async function download(
  { url, fileID, creationTime, sizeBytes }: ListEntry,
  held: HeldList | undefined,
  open: OpenFile,
  signal: AbortSignal,
): Promise<HeldList> {
  const { startBytes, chunks } = await open(url, held?.appliedBytes ?? 0, signal);
  const hashes = new HashSet(startBytes > 0 ? held?.hashes : sizeBytes / lineBytes);
  const appliedBytes = startBytes + (await applyLines(hashes, chunks));
  return { fileID, creationTime, appliedBytes, hashes };
}
