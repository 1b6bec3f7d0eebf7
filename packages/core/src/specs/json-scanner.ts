// Walks through the bytes of JSON text and finds where values begin and end, without making them. What is inside a value
// is left to `JSON.parse`.

import {
  backslash,
  closeBrace,
  closeBracket,
  colon,
  comma,
  isSpace,
  openBrace,
  openBracket,
  quote,
} from './json-codes.ts';
import {
  type Cursor,
  endOfText,
  fail,
  nextPiece,
  peek,
  type Stretch,
  stretchOf,
  stretchText,
} from './json-cursor.ts';

/** How the two kinds of nested values are written. */
export type Brackets = keyof typeof codes;

const codes = {
  array: { open: openBracket, close: closeBracket },
  object: { open: openBrace, close: closeBrace },
} as const;

/** What kind of nested value begins at the cursor; undefined when another one does. */
export function bracketsAt(cursor: Cursor): Brackets | undefined {
  const byte = peek(cursor);
  if (byte === openBrace) return 'object';
  return byte === openBracket ? 'array' : undefined;
}

/** Whether a stretch ends with a bracket, so that the same bytes are the same value wherever they begin one. */
export function endsInBracket({ bytes, end }: Stretch): boolean {
  const byte = bytes[end - 1];
  return byte === closeBrace || byte === closeBracket;
}

/**
 * Goes to the next element of an array or to the next key of an object; false behind its end.
 *
 * The first call stands before the opening bracket, the others behind an item.
 */
export function nextItem(cursor: Cursor, brackets: Brackets): boolean {
  const { open, close } = codes[brackets];
  skipSpace(cursor);
  const byte = peek(cursor);
  if (byte === open) {
    cursor.at++;
    skipSpace(cursor);
    if (peek(cursor) !== close) return true;
  } else if (byte === comma) {
    cursor.at++;
    skipSpace(cursor);
    return true;
  }
  expectCode(cursor, close);
  return false;
}

/** Goes from a key to its value, and returns the key. */
export function readKey(cursor: Cursor): string {
  const text = stretchText(stretchOf(cursor, skipString));
  skipToValue(cursor);
  return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1);
}

/** Goes from behind a key to its value. */
export function skipToValue(cursor: Cursor): void {
  skipSpace(cursor);
  expectCode(cursor, colon);
  skipSpace(cursor);
}

/** Goes behind an item. */
export const skipItem: Readonly<Record<Brackets, (cursor: Cursor) => void>> = {
  array: skipValue,
  object(cursor) {
    skipString(cursor);
    skipToValue(cursor);
    skipValue(cursor);
  },
};

/** Goes behind a value. */
export function skipValue(cursor: Cursor): void {
  const byte = peek(cursor);
  if (byte === quote) skipString(cursor);
  else if (byte === openBrace || byte === openBracket) skipNested(cursor);
  else {
    if (!isPlain(byte)) fail(cursor);
    while (isPlain(peek(cursor))) cursor.at++;
  }
}

/** The text of a value; the cursor goes behind it. */
export function valueText(cursor: Cursor): string {
  return stretchText(stretchOf(cursor, skipValue));
}

export function isStringAt(cursor: Cursor): boolean {
  return peek(cursor) === quote;
}

export function skipSpace(cursor: Cursor): void {
  while (isSpace(peek(cursor))) cursor.at++;
}

/** Byte order marks are no JSON, but are written in front of it. */
export function skipByteOrderMark(cursor: Cursor): void {
  if (peek(cursor) === 0xef) for (const byte of [0xef, 0xbb, 0xbf]) expectCode(cursor, byte);
}

/** Counts brackets; a text in which one kind closes the other is found out by `JSON.parse`. */
function skipNested(cursor: Cursor): void {
  let depth = 0;
  do {
    if (peek(cursor) === endOfText) fail(cursor);
    depth = skipInPiece(cursor, depth);
  } while (depth > 0);
}

/** Goes behind the nested value, or as far as the piece and a string at its end go; returns the depth there. */
function skipInPiece(cursor: Cursor, startDepth: number): number {
  const { bytes } = cursor;
  let depth = startDepth;
  for (let i = cursor.at; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === quote) {
      const end = closingQuote(bytes, i + 1);
      if (end >= bytes.length) {
        cursor.at = i;
        skipString(cursor);
        return depth;
      }
      i = end;
    } else if (byte === openBrace || byte === openBracket) depth++;
    else if ((byte === closeBrace || byte === closeBracket) && --depth === 0) {
      cursor.at = i + 1;
      return 0;
    }
  }
  cursor.at = bytes.length;
  return depth;
}

/** Goes behind a string, such as a key. */
function skipString(cursor: Cursor): void {
  expectCode(cursor, quote);
  do {
    cursor.at = closingQuote(cursor.bytes, cursor.at);
    if (cursor.at < cursor.bytes.length) {
      cursor.at++;
      return;
    }
  } while (nextPiece(cursor));
  fail(cursor);
}

/**
 * A loop over bytes: most strings of a payload are short, and a search costs a call for each.
 *
 * @returns Behind the piece's end, where to go on in the next one.
 */
export function closingQuote(bytes: Uint8Array, start: number): number {
  let i = start;
  for (; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === quote) return i;
    if (byte === backslash) i++;
  }
  return i;
}

function expectCode(cursor: Cursor, byte: number): void {
  if (peek(cursor) !== byte) fail(cursor);
  cursor.at++;
}

/** Whether a byte may be part of a number, true, false or null. */
function isPlain(byte: number): boolean {
  return byte !== endOfText && byte > 0x20 && byte !== comma && byte !== closeBrace && byte !== closeBracket;
}
