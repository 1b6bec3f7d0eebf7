import { utf8 } from '../hashing/utf8.ts';
import { joined, stretchText } from './json-cursor.ts';

/**
 * The JSON text of a payload: as a string, as its bytes in UTF-8, or as those bytes in the pieces in which they arrived.
 *
 * Bytes are kept while the specs are in use, and must not change.
 */
export type PayloadText = string | Uint8Array | Iterable<Uint8Array>;

/** Whether a payload is text, rather than what it parses to: a list of bytes is, for no payload is a list. */
export function isPayloadText(payload: unknown): payload is string | Uint8Array | readonly Uint8Array[] {
  if (typeof payload === 'string' || isBytes(payload)) return true;
  return Array.isArray(payload) && payload.every(isBytes);
}

/** The bytes of a text, a piece at a time; a string's are made as they are asked for. */
export function piecesOf(text: PayloadText): Iterable<Uint8Array> {
  if (typeof text === 'string') return encoded(text);
  return isBytes(text) ? [text] : text;
}

/** The text of a payload that has no more than so many bytes; undefined for any other. */
export function shortText(text: PayloadText, maxBytes: number): string | undefined {
  if (typeof text === 'string' && text.length > maxBytes) return undefined;
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for (const piece of piecesOf(text)) {
    bytes += piece.length;
    if (bytes > maxBytes) return undefined;
    pieces.push(piece);
  }
  return stretchText(joined(pieces, 0)).replace(byteOrderMark, '');
}

const byteOrderMark = /^\ufeff/;

const pieceLength = 32_768;

function* encoded(text: string): Generator<Uint8Array> {
  for (let start = 0; start < text.length; ) {
    let end = start + pieceLength;
    if (isHighSurrogate(text.charCodeAt(end - 1))) end++;
    // A copy, because what is left of the room for the longest encoding would be kept with it.
    yield utf8(text.slice(start, end)).slice();
    start = end;
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** Also for bytes that another realm made, as test runners have them. */
function isBytes(value: unknown): value is Uint8Array {
  return Object.prototype.toString.call(value) === '[object Uint8Array]';
}
