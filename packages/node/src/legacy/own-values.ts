/** The caller's own copy of parameters, which it may change: answers are shared between users, and frozen. */
export function ownValues(values: unknown): Record<string, unknown> {
  if (typeof values !== 'object' || values === null) return {};
  return JSON.parse(JSON.stringify(values)) as Record<string, unknown>;
}

/** What the legacy SDK calls the type of a value: arrays are no objects. */
export function typeNameOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

/** One parameter: `own` makes the copy, which only an object or an array needs. */
export function ownValue(given: unknown, key: string, own: () => Record<string, unknown>): unknown {
  const value =
    typeof given === 'object' && given !== null ? (given as Record<string, unknown>)[key] : undefined;
  return typeof value === 'object' && value !== null ? own()[key] : value;
}
