import { utf8Text } from './utf8-text.ts';

/** A place in the bytes of a JSON text, which come in pieces. */
export interface Cursor {
  /** The piece it is in. */
  bytes: Uint8Array;
  /** Where in the piece; behind its end, somewhere in the next one. */
  at: number;
  /** How many bytes came before the piece. */
  before: number;
  /** The pieces that were left since a stretch began. */
  left: Uint8Array[];
  /** The pieces to come. */
  readonly rest: Iterator<Uint8Array>;
}

/** So many bytes from `start` to `end`, exclusive. */
export interface Stretch {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** Raised where the text is no JSON; the position, in bytes, is in the message. */
export class JsonScanError extends Error {}

/** What `peek` returns behind the last byte. */
export const endOfText = -1;

const nothing = new Uint8Array();
const noPieces: Iterator<Uint8Array> = { next: () => ({ done: true, value: undefined }) };

export function cursorOver(pieces: Iterable<Uint8Array>): Cursor {
  return { bytes: nothing, at: 0, before: 0, left: [], rest: pieces[Symbol.iterator]() };
}

/** A cursor at the start of a stretch. It does not stop at the stretch's end. */
export function cursorAt({ bytes, start }: Stretch): Cursor {
  return { bytes, at: start, before: 0, left: [], rest: noPieces };
}

/** The byte at the cursor, or `endOfText`. Afterwards the cursor is inside its piece, unless at the end. */
export function peek(cursor: Cursor): number {
  while (cursor.at >= cursor.bytes.length) if (!nextPiece(cursor)) return endOfText;
  return cursor.bytes[cursor.at]!;
}

/** Goes on in the next piece; false when there is none. */
export function nextPiece(cursor: Cursor): boolean {
  const next = cursor.rest.next();
  if (next.done === true) return false;
  cursor.left.push(cursor.bytes);
  cursor.before += cursor.bytes.length;
  cursor.at -= cursor.bytes.length;
  cursor.bytes = next.value;
  return true;
}

/** What `skip` goes over. Only a stretch that lies in several pieces is copied. */
export function stretchOf(cursor: Cursor, skip: (cursor: Cursor) => void): Stretch {
  peek(cursor);
  if (cursor.left.length > 0) cursor.left = [];
  const { at: start } = cursor;
  skip(cursor);
  const { bytes, at: end, left } = cursor;
  return left.length === 0 ? { bytes, start, end } : joined([...left, bytes.subarray(0, end)], start);
}

/** Pieces in one, without the first `start` bytes. */
export function joined(pieces: readonly Uint8Array[], start: number): Stretch {
  const end = pieces.reduce((sum, piece) => sum + piece.length, -start);
  const bytes = new Uint8Array(end);
  let at = -start;
  for (const piece of pieces) {
    bytes.set(at < 0 ? piece.subarray(-at) : piece, Math.max(0, at));
    at += piece.length;
  }
  return { bytes, start: 0, end };
}

export function stretchText({ bytes, start, end }: Stretch): string {
  return utf8Text(bytes, start, end);
}

/** Whether two stretches hold the same bytes. */
export function isSameStretch(a: Stretch, b: Stretch): boolean {
  const length = a.end - a.start;
  return b.end - b.start === length && sameLength(a, b) === length;
}

/** How many bytes two stretches begin with alike; four are compared at a time. */
export function sameLength(a: Stretch, b: Stretch): number {
  const length = Math.min(a.end - a.start, b.end - b.start);
  const first = new DataView(a.bytes.buffer, a.bytes.byteOffset + a.start, length);
  const second = new DataView(b.bytes.buffer, b.bytes.byteOffset + b.start, length);
  let i = 0;
  while (i + 4 <= length && first.getInt32(i, true) === second.getInt32(i, true)) i += 4;
  while (i < length && first.getInt8(i) === second.getInt8(i)) i++;
  return i;
}

export function fail(cursor: Cursor): never {
  const code = peek(cursor);
  const { bytes, at, before } = cursor;
  const found =
    code === endOfText ? 'unexpected end' : `unexpected ${JSON.stringify(characterAt(bytes, at))}`;
  throw new JsonScanError(`${found} at position ${before + Math.min(at, bytes.length)}`);
}

/** The character that begins at a byte. */
function characterAt(bytes: Uint8Array, at: number): string {
  return String.fromCodePoint(utf8Text(bytes, at, Math.min(at + 4, bytes.length)).codePointAt(0)!);
}
