/** Something JSON can say. */
export type JSONValue = string | number | boolean | null | readonly JSONValue[] | JSONRecord;

/** A JSON object. */
export interface JSONRecord {
  readonly [key: string]: JSONValue;
}

/** A JSON object that something may have been left out of. */
export interface Sanitized {
  readonly value: JSONRecord;
  /** Whether something was too deep, too much, or a part of itself. */
  readonly isTruncated: boolean;
}

/** Objects nested deeper than this are left out. */
const maxDepth = 8;
/** Values beyond this many are left out. */
const maxNodes = 1_000;

/**
 * Copies the parts of an object that JSON can say, whatever else there is: never throws, and never takes long.
 *
 * A big integer becomes its decimal text and a date its ISO text. Functions, symbols, `undefined`, numbers that are not
 * finite and getters that throw are left out, as is what is nested more than 8 deep or comes after 1,000 values. An
 * object inside itself becomes `[Circular]`.
 */
export function sanitizeMetadata(metadata: object): Sanitized {
  const copy = new Copy();
  const value = copy.of(metadata, 0);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return { value: isObject ? (value as Sanitized['value']) : {}, isTruncated: copy.isTruncated };
}

/** One copy in the making. */
class Copy {
  isTruncated = false;
  #nodes = 0;
  readonly #ancestors = new Set<object>();

  /** @returns Undefined for what is left out. */
  of(value: unknown, depth: number): JSONValue | undefined {
    this.#nodes += 1;
    if (this.#nodes > maxNodes) return this.#cut(undefined);
    return typeof value === 'object' && value !== null ? this.#object(value, depth) : primitive(value);
  }

  #object(object: object, depth: number): JSONValue | undefined {
    if (this.#ancestors.has(object)) return this.#cut('[Circular]');
    if (depth >= maxDepth) return this.#cut(undefined);
    this.#ancestors.add(object);
    try {
      const said = ownJSON(object);
      if (said !== object) return this.of(said, depth + 1);
      return Array.isArray(object) ? this.#list(object, depth) : this.#record(object, depth);
    } catch {
      // A proxy, or a `toJSON`, that throws.
      return undefined;
    } finally {
      this.#ancestors.delete(object);
    }
  }

  /** Keeps each element's place, as JSON does: what cannot be said becomes null. */
  #list(list: readonly unknown[], depth: number): JSONValue {
    const copies: JSONValue[] = [];
    for (let index = 0; index < list.length && this.#nodes < maxNodes; index += 1) {
      copies.push(this.of(read(list, index), depth + 1) ?? null);
    }
    if (copies.length < list.length) this.#cut(undefined);
    return copies;
  }

  #record(object: object, depth: number): JSONValue {
    const copies: [string, JSONValue][] = [];
    for (const key of Object.keys(object)) {
      if (this.#nodes >= maxNodes) {
        this.#cut(undefined);
        break;
      }
      const copy = this.of(read(object, key), depth + 1);
      if (copy !== undefined) copies.push([key, copy]);
    }
    return Object.fromEntries(copies);
  }

  #cut<T>(replacement: T): T {
    this.isTruncated = true;
    return replacement;
  }
}

function primitive(value: unknown): JSONValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** What an object says of itself, as `JSON.stringify` would ask it; the object when it says nothing. */
function ownJSON(object: object): unknown {
  const toJSON: unknown = 'toJSON' in object ? object.toJSON : undefined;
  // An invalid date says null, which JSON.stringify would write, and which means nothing here.
  return typeof toJSON === 'function' ? ((toJSON.call(object, '') as unknown) ?? undefined) : object;
}

function read(object: object, key: PropertyKey): unknown {
  try {
    return Reflect.get(object, key);
  } catch {
    return undefined;
  }
}
