import type { JSONRecord, JSONValue } from './sanitize-metadata.ts';
import { shortened } from './shortened.ts';

/**
 * Makes a record short enough, in characters of JSON, from its largest value on: a text is cut, and left out where
 * cutting is not enough, as is any other value.
 *
 * @param kept - Names of values that stay as they are, even when the record is too long with them alone.
 */
export function trimLargest(record: JSONRecord, maxLength: number, kept?: ReadonlySet<string>): JSONRecord {
  let excess = JSON.stringify(record).length - maxLength;
  const values = new Map(Object.entries(record));
  for (const { name, value, length } of largestFirst(record)) {
    if (excess <= 0) break;
    if (kept?.has(name) === true) continue;
    if (typeof value === 'string' && value.length > excess) {
      values.set(name, shortened(value, value.length - excess));
      excess = 0;
    } else {
      values.delete(name);
      excess -= JSON.stringify(name).length + length + colonAndComma;
    }
  }
  return Object.fromEntries(values);
}

const colonAndComma = 2;

interface Sized {
  readonly name: string;
  readonly value: JSONValue;
  readonly length: number;
}

function largestFirst(record: JSONRecord): readonly Sized[] {
  return Object.entries(record)
    .map(([name, value]) => ({ name, value, length: JSON.stringify(value).length }))
    .sort((left, right) => right.length - left.length);
}
