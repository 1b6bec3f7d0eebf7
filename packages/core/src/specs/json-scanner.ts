// Walks through JSON text and finds where values begin and end, without making them. What is inside a value is left to
// `JSON.parse`.

/** A place in a text. Each function here moves it on. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/** Raised where the text is no JSON; the position is in the message. */
export class JsonScanError extends Error {}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Goes to the value of the next member of an object; returns its key, or undefined behind the object's end. */
export function nextMember(cursor: Cursor): string | undefined {
  if (!nextItem(cursor, openBrace, closeBrace)) return undefined;
  const { text } = cursor;
  const start = cursor.at;
  skipString(cursor);
  const key = text.slice(start + 1, cursor.at - 1);
  const value = key.includes('\\') ? (JSON.parse(text.slice(start, cursor.at)) as string) : key;
  skipSpace(cursor);
  expectCode(cursor, colon);
  skipSpace(cursor);
  return value;
}

/** Goes to the next element of an array; false behind the array's end. */
export function nextElement(cursor: Cursor): boolean {
  return nextItem(cursor, openBracket, closeBracket);
}

/** Goes behind a value. */
export function skipValue(cursor: Cursor): void {
  const { text, at } = cursor;
  const code = text.charCodeAt(at);
  if (code === quote) skipString(cursor);
  else if (code === openBrace || code === openBracket) cursor.at = endOfNested(text, at);
  else {
    while (isPlain(text.charCodeAt(cursor.at))) cursor.at++;
    if (cursor.at === at) fail(cursor);
  }
}

/** Goes behind a value and returns its text. */
export function valueText(cursor: Cursor): string {
  const start = cursor.at;
  skipValue(cursor);
  return cursor.text.slice(start, cursor.at);
}

export function skipSpace(cursor: Cursor): void {
  while (isSpace(cursor.text.charCodeAt(cursor.at))) cursor.at++;
}

/** The first call stands before the opening bracket, the others behind an item. */
function nextItem(cursor: Cursor, open: number, close: number): boolean {
  const { text } = cursor;
  skipSpace(cursor);
  const code = text.charCodeAt(cursor.at);
  if (code === open) {
    cursor.at++;
    skipSpace(cursor);
    if (text.charCodeAt(cursor.at) !== close) return true;
  } else if (code === comma) {
    cursor.at++;
    skipSpace(cursor);
    return true;
  }
  expectCode(cursor, close);
  return false;
}

/** Counts brackets; a text in which one kind closes the other is found out by `JSON.parse`. */
function endOfNested(text: string, start: number): number {
  const { length } = text;
  let depth = 0;
  for (let i = start; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) i = endOfString(text, i) - 1;
    else if (code === openBrace || code === openBracket) depth++;
    else if ((code === closeBrace || code === closeBracket) && --depth === 0) return i + 1;
  }
  return fail({ text, at: length });
}

function skipString(cursor: Cursor): void {
  if (cursor.text.charCodeAt(cursor.at) !== quote) fail(cursor);
  cursor.at = endOfString(cursor.text, cursor.at);
}

/** A loop over characters: most strings of a payload are short, and a search costs a call for each. */
function endOfString(text: string, start: number): number {
  const { length } = text;
  for (let i = start + 1; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) return i + 1;
    if (code === backslash) i++;
  }
  return fail({ text, at: length });
}

function expectCode(cursor: Cursor, code: number): void {
  if (cursor.text.charCodeAt(cursor.at) !== code) fail(cursor);
  cursor.at++;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Whether a character may be part of a number, true, false or null. */
function isPlain(code: number): boolean {
  return code > 0x20 && code !== comma && code !== closeBrace && code !== closeBracket;
}

function fail({ text, at }: Cursor): never {
  const found = at < text.length ? `unexpected ${JSON.stringify(text[at])}` : 'unexpected end';
  throw new JsonScanError(`${found} at position ${at}`);
}
