import { setImmediate } from 'node:timers/promises';
import { StatsigError } from '@acme/statsig-core';
import { type HashSet, hashLength } from './hash-set.ts';

const plus = 0x2b;
const minus = 0x2d;
const newline = 0x0a;
const carriageReturn = 0x0d;

/** So much is applied before others may work: less than a millisecond's worth. */
const sliceBytes = 64 * 1024;

/** Real lines have ten bytes. What goes on and on is no list. */
const maxLineBytes = 1_024;

/**
 * Applies the lines of an ID list, `+` and a hash or `-` and a hash each, a slice at a time. A line that is neither is
 * left out; a line without its end is one that is still being written, and waits.
 *
 * @param set - Changed.
 * @param chunks - From the beginning of a line on.
 * @returns How many bytes the whole lines took: from there it goes on another time.
 * @throws {StatsigError} `INVALID_SPECS` for what is no list at all, e.g. a page that says something else.
 */
export async function applyLines(
  set: HashSet,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<number> {
  let appliedBytes = 0;
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += sliceBytes) {
      const slice = Buffer.concat([rest, chunk.subarray(at, at + sliceBytes)]);
      if (appliedBytes === 0 && slice.length > 0 && !isSign(slice[0])) throw noList();
      const end = applyWholeLines(set, slice);
      appliedBytes += end;
      rest = slice.subarray(end);
      if (rest.length > maxLineBytes) throw noList();
      if (at + sliceBytes < chunk.length) await setImmediate();
    }
  }
  return appliedBytes;
}

function applyWholeLines(set: HashSet, bytes: Uint8Array): number {
  let start = 0;
  for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
    const length = (bytes[end - 1] === carriageReturn ? end - 1 : end) - start;
    if (length === 1 + hashLength) applyLine(set, bytes, start);
    start = end + 1;
  }
  return start;
}

function applyLine(set: HashSet, bytes: Uint8Array, start: number): void {
  if (bytes[start] === plus) set.addFrom(bytes, start + 1);
  else if (bytes[start] === minus) set.deleteFrom(bytes, start + 1);
}

function isSign(byte: number | undefined): boolean {
  return byte === plus || byte === minus;
}

function noList(): StatsigError {
  return new StatsigError('INVALID_SPECS', 'What came is no ID list: its lines are no hashes with + or -.');
}
