import { type JSONRecord, sanitizeMetadata } from './sanitize-metadata.ts';
import { trimLargest } from './trim-largest.ts';

/** A copy that nothing can change any more, and that `JSON.stringify` writes as it is. */
export interface Snapshot<Value extends object = JSONRecord> {
  readonly value: Value;
  /** About the size of its JSON text. */
  readonly bytes: number;
}

/** What Statsig keeps of a user or of metadata, in characters of JSON. */
export const maxJSONLength = 4_096;

/** So many characters are not too many in JSON, though each may be written as `\u0000`. */
export const surelyShort: number = Math.trunc(maxJSONLength / 6);

/** Added to what something was left out of. */
export const truncated: Readonly<Record<'statsig_truncated', 'true'>> = { statsig_truncated: 'true' };

/** Quotes, colon and comma. */
const textPunctuation = 6;
/** Of a number that is neither short nor long, with what is around it. */
const numberBytes = 8;

/**
 * Copies what an application says, so that it may go on using it. What JSON cannot say is left out; what is too long is
 * trimmed, the longest values first. `statsig_truncated` notes when something was too deep, too much or too long.
 */
export function snapshotOf(record: object): Snapshot {
  const plain = plainSnapshot(record);
  if (plain !== undefined && plain.bytes <= surelyShort) return plain;
  const { value, isTruncated } = sanitizeMetadata(record);
  const { length } = JSON.stringify(value);
  if (!isTruncated && length <= maxJSONLength) return { value, bytes: length };
  // Two objects in one need a comma, and have one pair of braces less.
  const room = maxJSONLength - JSON.stringify(truncated).length + 1;
  return { value: { ...trimLargest(value, room), ...truncated }, bytes: Math.min(length, maxJSONLength) };
}

/** The same of a record that is nobody else's, which needs no copy; somebody may have asked for a name that is no text. */
export function ownedSnapshot(record: JSONRecord): Snapshot {
  const bytes = plainBytes(record);
  return bytes <= surelyShort ? { value: record, bytes } : snapshotOf(record);
}

/** A copy of an ordinary object that holds nothing but single values; undefined when it is not one. */
export function plainSnapshot(record: object): Snapshot | undefined {
  try {
    if (Object.getPrototypeOf(record) !== Object.prototype) return undefined;
    const value: Readonly<Record<string, unknown>> = { ...record };
    const bytes = plainBytes(value);
    return bytes === Number.POSITIVE_INFINITY ? undefined : { value: value as JSONRecord, bytes };
  } catch {
    // A getter, or a proxy, that throws.
    return undefined;
  }
}

function plainBytes(record: Readonly<Record<string, unknown>>): number {
  // Braces, less the comma that the last member does not have.
  let bytes = 1;
  for (const name in record) bytes += memberBytes(name, record[name]);
  return bytes;
}

/** About what a member takes in JSON; Infinity when its value is none of those that JSON has for single values. */
export function memberBytes(name: string, value: unknown): number {
  if (typeof value === 'string') return name.length + value.length + textPunctuation;
  if (value === undefined) return 0;
  const isSingle =
    typeof value === 'number' ? Number.isFinite(value) : typeof value === 'boolean' || value === null;
  return isSingle ? name.length + numberBytes : Number.POSITIVE_INFINITY;
}
