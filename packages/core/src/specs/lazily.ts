import { type Part, readPart } from './part.ts';

/** Things by name, each made when it is first asked for. */
export interface LazyTable<T> {
  find(name: string): T | undefined;
  /** What was made so far; undefined stands for what could not be made. */
  readonly made: ReadonlyMap<string, T | undefined>;
}

/**
 * Makes things from parts of a payload when they are first asked for. What cannot be made is not tried again.
 *
 * @param make - Called with the value of the part.
 * @param report - Told when a part is no JSON; returns what takes its place.
 * @param ready - Finds what needs no part to be read.
 */
export function lazily<T>(
  parts: ReadonlyMap<string, Part>,
  make: (value: unknown, name: string) => T | undefined,
  report: (name: string, message: string) => T | undefined,
  ready?: (name: string) => T | undefined,
): LazyTable<T> {
  const made = new Map<string, T | undefined>();
  const find = (name: string): T | undefined => {
    const known = made.get(name);
    if (known !== undefined || made.has(name)) return known;
    // An unknown name is not remembered: callers may ask for any number of them.
    if (!parts.has(name)) return undefined;
    const created = ready?.(name) ?? read(name);
    made.set(name, created);
    return created;
  };
  const read = (name: string): T | undefined => {
    let value: unknown;
    try {
      value = readPart(parts.get(name));
    } catch (error) {
      return report(name, `is no JSON: ${String(error)}`);
    }
    return make(value, name);
  };
  return { find, made };
}
