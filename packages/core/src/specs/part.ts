import { isSameStretch, type Stretch, stretchText } from './json-cursor.ts';

/** A part of a payload that was not read yet: where its JSON stands, or, when the payload came as a value, that value. */
export type Part = TextPart | ValuePart;

/** A member of an object, key and all, or an element of a list. */
export interface TextPart extends Stretch {
  /** The member's key, or the name that a spec in a list carries. */
  readonly name: string | undefined;
  /** Where in the bytes the value begins. */
  readonly valueStart: number;
}

export interface ValuePart {
  readonly name: string;
  readonly value: unknown;
}

/** Whether a part that was read just now says what an earlier one said. */
export function isSamePart(part: TextPart, earlier: Part): boolean {
  return !('value' in earlier) && isSameStretch(part, earlier);
}

/** The same part, with bytes of its own: it keeps no others in memory. */
export function detached({ name, bytes, start, valueStart, end }: TextPart): TextPart {
  return { name, bytes: bytes.slice(start, end), start: 0, valueStart: valueStart - start, end: end - start };
}

/** The JSON of a part. */
export function partText(part: Part): string {
  if ('value' in part) return JSON.stringify(part.value);
  const { bytes, valueStart: start, end } = part;
  return stretchText({ bytes, start, end });
}

/**
 * The value of a part; undefined for none.
 *
 * @throws {SyntaxError} When its text is no JSON.
 */
export function readPart(part: Part | undefined): unknown {
  if (part === undefined || 'value' in part) return part?.value;
  return JSON.parse(partText(part)) as unknown;
}
