import {
  type Cursor,
  JsonScanError,
  nextElement,
  nextMember,
  skipSpace,
  skipValue,
  valueText,
} from './json-scanner.ts';
import { isRecord } from './record.ts';
import { type Wire, wireOf } from './wire.ts';

/** A payload taken apart: what is small as values, and what is large as names and slices of the text. */
export interface SplitPayload {
  /** The members of the envelope; those in `maps` and `lists` are empty here. */
  readonly envelope: Readonly<Record<string, unknown>>;
  /** Members that are objects of many entries, by entry. */
  readonly maps: ReadonlyMap<string, ReadonlyMap<string, Wire>>;
  /** Members that are lists of specs, by the name that each spec carries. */
  readonly lists: ReadonlyMap<string, ReadonlyMap<string, Wire>>;
}

const large: ReadonlySet<string> = new Set([
  'feature_gates',
  'dynamic_configs',
  'layer_configs',
  'condition_map',
  'param_stores',
]);

/** The parts of an earlier payload by name, for each member of the envelope that is split. */
export type EarlierParts = (member: string) => ReadonlyMap<string, Wire> | undefined;

/**
 * Takes the text of a payload apart without parsing its specs: each is found, and stays text until it is asked for.
 *
 * A generator, so that its caller can stop between any two specs and let others work.
 *
 * @param earlier - A part that stands in the text as it did before is found by comparing, which is many times as fast.
 * @throws {JsonScanError} Where the text is no JSON object.
 */
export function* splitPayload(
  text: string,
  earlier: EarlierParts = () => undefined,
): Generator<void, SplitPayload> {
  const envelope: Record<string, unknown> = {};
  const maps = new Map<string, ReadonlyMap<string, Wire>>();
  const lists = new Map<string, ReadonlyMap<string, Wire>>();
  const cursor: Cursor = { text, at: 0 };
  for (let key = nextMember(cursor); key !== undefined; key = nextMember(cursor)) {
    const first = text[cursor.at];
    if (large.has(key) && first === '{') {
      envelope[key] = {};
      maps.set(key, yield* entriesOf(cursor, earlier(key)));
    } else if (large.has(key) && first === '[') {
      envelope[key] = [];
      lists.set(key, yield* specsOf(cursor, earlier(key)));
    } else envelope[key] = JSON.parse(valueText(cursor)) as unknown;
    yield;
  }
  skipSpace(cursor);
  if (cursor.at < text.length) throw new JsonScanError('unexpected text behind the payload');
  return { envelope, maps, lists };
}

type Parts = ReadonlyMap<string, Wire>;

function* entriesOf(cursor: Cursor, earlier: Parts | undefined): Generator<void, Parts> {
  const entries = new Map<string, Wire>();
  for (let key = nextMember(cursor); key !== undefined; key = nextMember(cursor)) {
    entries.set(key, partText(cursor, earlier?.get(key)));
    yield;
  }
  return entries;
}

/** What has no name cannot be asked for, and is left out. The last of two specs with one name wins. */
function* specsOf(cursor: Cursor, earlier: Parts | undefined): Generator<void, Parts> {
  const specs = new Map<string, Wire>();
  while (nextElement(cursor)) {
    const name = nameAt(cursor);
    const text = partText(cursor, name === undefined ? undefined : earlier?.get(name));
    if (name !== undefined) specs.set(name, text);
    yield;
  }
  return specs;
}

/** The text of the part that begins here; the cursor goes behind it. */
function partText(cursor: Cursor, before: Wire): string {
  const { text, at } = cursor;
  // A part begins with a bracket, so where its text stands again, it ends where that ends.
  if (typeof before !== 'string' || text.slice(at, at + before.length) !== before) return valueText(cursor);
  cursor.at = at + before.length;
  return text.slice(at, cursor.at);
}

/** The `name` of the spec that begins here; it nearly always comes first. The cursor stays. */
function nameAt({ text, at }: Cursor): string | undefined {
  if (text[at] !== '{') return undefined;
  const cursor = { text, at };
  for (let key = nextMember(cursor); key !== undefined; key = nextMember(cursor)) {
    if (key === 'name' && text[cursor.at] === '"') return JSON.parse(valueText(cursor)) as string;
    skipValue(cursor);
  }
  return undefined;
}

/** The same for a payload that came as a value. */
export function splitValue(payload: Readonly<Record<string, unknown>>): SplitPayload {
  const envelope: Record<string, unknown> = { ...payload };
  const maps = new Map<string, ReadonlyMap<string, Wire>>();
  const lists = new Map<string, ReadonlyMap<string, Wire>>();
  for (const key of large) {
    const value = payload[key];
    if (Array.isArray(value)) {
      envelope[key] = [];
      lists.set(key, byName(value));
    } else if (isRecord(value)) {
      envelope[key] = {};
      maps.set(key, new Map(Object.entries(value).map(([name, entry]) => [name, wireOf(entry)])));
    }
  }
  return { envelope, maps, lists };
}

function byName(list: readonly unknown[]): ReadonlyMap<string, Wire> {
  const named = list.flatMap((spec) => {
    const name = isRecord(spec) ? spec['name'] : undefined;
    return typeof name === 'string' ? [[name, spec] as const] : [];
  });
  return new Map(named);
}
