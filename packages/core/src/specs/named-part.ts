import { utf8 } from '../hashing/utf8.ts';
import {
  backslash,
  closeBrace,
  closeBracket,
  colon,
  isSpace,
  openBrace,
  openBracket,
  quote,
} from './json-codes.ts';
import { cursorAt, isSameStretch, type Stretch } from './json-cursor.ts';
import { type Brackets, closingQuote, isStringAt, readKey, skipToValue, valueText } from './json-scanner.ts';
import type { TextPart } from './part.ts';
import { utf8Text } from './utf8-text.ts';

/** Finds out what an item of a section is called: a member by its key, a spec in a list by its `name`. */
export function namedPart(item: Stretch, brackets: Brackets): TextPart {
  const { bytes, start, end } = item;
  if (brackets === 'array') return { name: nameIn(item), bytes, start, valueStart: start, end };
  const cursor = cursorAt(item);
  const name = readKey(cursor);
  return { name, bytes, start, valueStart: cursor.at, end };
}

/** The `name` of a spec. This is done for each spec of a first payload, and so looks at bytes without moving a cursor. */
function nameIn({ bytes, start, end }: Stretch): string | undefined {
  if (bytes[start] !== openBrace) return undefined;
  let depth = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (byte === quote) {
      const behind = closingQuote(bytes, i + 1) + 1;
      const name = depth === 1 && isNameKey(bytes, i, behind) ? textBehind(bytes, behind) : undefined;
      if (name !== undefined) return name;
      i = behind - 1;
    } else if (byte === openBrace || byte === openBracket) depth++;
    else if (byte === closeBrace || byte === closeBracket) depth--;
  }
  return undefined;
}

const nameKey: Stretch = { bytes: utf8('"name"'), start: 0, end: 6 };

/** Whether a string is the key `name`. */
function isNameKey(bytes: Uint8Array, start: number, end: number): boolean {
  if (isSameStretch({ bytes, start, end }, nameKey)) return isKey(bytes, end);
  return (
    isEscaped(bytes, start, end) && isKey(bytes, end) && JSON.parse(utf8Text(bytes, start, end)) === 'name'
  );
}

/** Whether the string that ends here is a key: only those have a colon behind them. */
function isKey(bytes: Uint8Array, end: number): boolean {
  let at = end;
  while (isSpace(bytes[at])) at++;
  return bytes[at] === colon;
}

/** The value of the key that ends here, if that is a string. */
function textBehind(bytes: Uint8Array, end: number): string | undefined {
  const cursor = cursorAt({ bytes, start: end, end });
  skipToValue(cursor);
  return isStringAt(cursor) ? (JSON.parse(valueText(cursor)) as string) : undefined;
}

function isEscaped(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] === backslash) return true;
  return false;
}
