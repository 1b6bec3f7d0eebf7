/**
 * Looks things up by name and makes each when it is first asked for. What cannot be made is not tried again.
 *
 * @param wire - What they are made of.
 */
export function lazily<T>(
  wire: ReadonlyMap<string, unknown>,
  make: (wire: unknown, name: string) => T | undefined,
): (name: string) => T | undefined {
  const made = new Map<string, T | undefined>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined || made.has(name)) return known;
    // An unknown name is not remembered: callers may ask for any number of them.
    if (!wire.has(name)) return undefined;
    const created = make(wire.get(name), name);
    made.set(name, created);
    return created;
  };
}
