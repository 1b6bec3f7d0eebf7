import { cursorOver, endOfText, JsonScanError, peek, stretchOf } from './json-cursor.ts';
import { bracketsAt, nextItem, readKey, skipByteOrderMark, skipSpace, skipValue } from './json-scanner.ts';
import { detached, isSamePart, type Part, readPart, type ValuePart } from './part.ts';
import { type PayloadText, piecesOf } from './payload-text.ts';
import { isRecord } from './record.ts';
import { noParts, readSection, type Section } from './section.ts';

/** A payload taken apart: what is small as values, and what is large as parts that wait to be read. */
export interface SplitPayload {
  /** The members of the envelope; those in `sections` are empty here. */
  readonly envelope: Readonly<Record<string, unknown>>;
  /** The small members as they stand in the text, to compare the next payload with. */
  readonly members: ReadonlyMap<string, Part>;
  /** Members that are lists of specs, or objects of many entries. */
  readonly sections: ReadonlyMap<string, Section>;
}

const large: ReadonlySet<string> = new Set([
  'feature_gates',
  'dynamic_configs',
  'layer_configs',
  'condition_map',
  'param_stores',
]);

/**
 * Takes the text of a payload apart without parsing its specs: each is found, and stays text until it is asked for.
 *
 * A generator, so that its caller can stop between any two specs and let others work.
 *
 * @param earlier - The payload before; what did not change is taken from there. When nothing did, it is the result.
 * @throws {JsonScanError} Where the text is no JSON object.
 */
export function* splitPayload(text: PayloadText, earlier?: SplitPayload): Generator<void, SplitPayload> {
  const envelope: Record<string, unknown> = {};
  const members = new Map<string, Part>();
  const sections = new Map<string, Section>();
  const cursor = cursorOver(piecesOf(text));
  skipByteOrderMark(cursor);
  while (nextItem(cursor, 'object')) {
    const key = readKey(cursor);
    const brackets = bracketsAt(cursor);
    if (large.has(key) && brackets !== undefined) {
      envelope[key] = brackets === 'array' ? [] : {};
      sections.set(key, yield* readSection(cursor, brackets, earlier?.sections.get(key) ?? noParts));
    } else {
      const { bytes, start, end } = stretchOf(cursor, skipValue);
      const member = { name: key, bytes, start, valueStart: start, end };
      const before = earlier?.members.get(key);
      members.set(key, before !== undefined && isSamePart(member, before) ? before : detached(member));
      envelope[key] = readPart(member);
    }
    yield;
  }
  skipSpace(cursor);
  if (peek(cursor) !== endOfText) throw new JsonScanError('unexpected text behind the payload');
  const isSame = isSameMap(members, earlier?.members) && isSameMap(sections, earlier?.sections);
  return earlier !== undefined && isSame ? earlier : { envelope, members, sections };
}

function isSameMap<T>(map: ReadonlyMap<string, T>, earlier: ReadonlyMap<string, T> | undefined): boolean {
  return map.size === earlier?.size && [...map].every(([key, value]) => earlier.get(key) === value);
}

/** The same for a payload that came as a value. */
export function splitValue(payload: Readonly<Record<string, unknown>>): SplitPayload {
  const envelope: Record<string, unknown> = { ...payload };
  const sections = new Map<string, Section>();
  for (const key of large) {
    const value = payload[key];
    if (!Array.isArray(value) && !isRecord(value)) continue;
    envelope[key] = Array.isArray(value) ? [] : {};
    sections.set(key, sectionOfValues(Array.isArray(value) ? namedValues(value) : valueParts(value)));
  }
  return { envelope, members: new Map(), sections };
}

/** The entries of an object as parts. */
export function valueParts(values: Readonly<Record<string, unknown>>): readonly ValuePart[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

function namedValues(list: readonly unknown[]): readonly ValuePart[] {
  return list.flatMap((value) => {
    const name = isRecord(value) ? value['name'] : undefined;
    return typeof name === 'string' ? [{ name, value }] : [];
  });
}

export function sectionOfValues(parts: readonly ValuePart[]): Section {
  return { parts, byName: new Map(parts.map((part) => [part.name, part])) };
}
