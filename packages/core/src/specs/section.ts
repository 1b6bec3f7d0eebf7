import { type Cursor, sameLength, stretchOf } from './json-cursor.ts';
import { type Brackets, endsInBracket, nextItem, skipItem } from './json-scanner.ts';
import { namedPart } from './named-part.ts';
import { detached, isSamePart, type Part, type TextPart } from './part.ts';

/** A member of a payload that holds many parts. */
export interface Section {
  /** In the payload's order. */
  readonly parts: readonly Part[];
  /** What has no name cannot be asked for, and is left out. The last of two parts with one name wins. */
  readonly byName: ReadonlyMap<string, Part>;
}

/** The section of a payload that has none, or had none before. */
export const noParts: Section = { parts: [], byName: new Map() };

/**
 * Finds the parts of a section, and leaves them as text.
 *
 * A generator, so that its caller can stop between any two parts and let others work.
 *
 * @param earlier - The section as it was: parts that stand as before are found by comparing, which is many times as fast
 *   as looking for their ends, and are used again. When all are, the result is that section.
 */
export function* readSection(cursor: Cursor, brackets: Brackets, earlier: Section): Generator<void, Section> {
  const parts: Part[] = [];
  const byName = new Map<string, Part>();
  const walk = walkBeside(earlier);
  while (nextItem(cursor, brackets)) {
    const part = nextPart(cursor, brackets, walk);
    parts.push(part);
    if (part.name !== undefined) byName.set(part.name, part);
    yield;
  }
  return isSame(parts, earlier.parts) ? earlier : { parts, byName };
}

/** The part that begins at the cursor, which goes behind it. */
function nextPart(cursor: Cursor, brackets: Brackets, walk: Walk): Part {
  const expected = walk.expected();
  if (expected !== undefined && goesOver(cursor, expected, walk)) {
    walk.passed(expected);
    return expected;
  }
  const part = namedPart(stretchOf(cursor, skipItem[brackets]), brackets);
  const before = expected?.name === part.name ? expected : walk.named(part.name);
  if (before === undefined) return walk.isEmpty ? part : detached(part);
  walk.passed(before);
  return isSamePart(part, before) ? before : detached(part);
}

/** Goes over a part where its bytes stand again. Only one that ends in a bracket is sure to end there again. */
function goesOver(cursor: Cursor, part: Part, walk: Walk): boolean {
  if ('value' in part || !endsInBracket(part)) return false;
  const { bytes, at } = cursor;
  const end = at + part.end - part.start;
  if (end > bytes.length) return false;
  const { alike: known } = walk;
  const isKnown =
    known?.bytes === bytes &&
    known.earlier === part.bytes &&
    known.shift === part.start - at &&
    end <= known.end;
  const alike = isKnown ? known : alikeFrom(cursor, part);
  walk.alike = alike;
  if (end > alike.end) return false;
  cursor.at = end;
  return true;
}

/** Bytes that stand in an earlier payload too. */
interface Alike {
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly earlier: Uint8Array;
  /** How much farther behind they stand there. */
  readonly shift: number;
}

/** Enough for many parts, and compared within a fraction of a millisecond. */
const maxBytesAhead = 65_536;

/** Compares with a part and what comes behind it, which are the next parts most of the time. */
function alikeFrom({ bytes, at }: Cursor, { bytes: earlier, start, end }: TextPart): Alike {
  const enough = start + Math.max(end - start, maxBytesAhead);
  const now = { bytes, start: at, end: bytes.length };
  const before = { bytes: earlier, start, end: Math.min(earlier.length, enough) };
  return { bytes, end: at + sameLength(now, before), earlier, shift: start - at };
}

/** A walk through an earlier section, in step with the one that is being read. */
interface Walk {
  readonly isEmpty: boolean;
  /** How far the bytes at the cursor are known to be the same. */
  alike: Alike | undefined;
  /** The part that comes next if nothing changes. */
  expected(): Part | undefined;
  named(name: string | undefined): Part | undefined;
  /** Says that this part, changed or not, has been read. */
  passed(part: Part): void;
}

function walkBeside({ parts, byName }: Section): Walk {
  let next = 0;
  let places: ReadonlyMap<Part, number> | undefined;
  return {
    isEmpty: parts.length === 0,
    alike: undefined,
    expected: () => parts[next],
    named: (name) => (name === undefined ? undefined : byName.get(name)),
    passed(part) {
      if (part !== parts[next]) {
        places ??= new Map(parts.map((known, place) => [known, place]));
        next = places.get(part) ?? next;
      }
      next++;
    },
  };
}

function isSame(parts: readonly Part[], earlier: readonly Part[]): boolean {
  return parts.length === earlier.length && parts.every((part, i) => part === earlier[i]);
}
