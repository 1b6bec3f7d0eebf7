import type { StickyValues, UserPersistedValues } from '@acme/statsig-core';

const lists = [
  'secondary_exposures',
  'undelegated_secondary_exposures',
  'explicit_parameters',
] satisfies (keyof StickyValues)[];

/**
 * Whether the assignment of `name`, if there is one, is an assignment: storage and callers may hold anything. One that is
 * not counts as none, and is replaced.
 */
export function isReadable(values: UserPersistedValues, name: string): boolean {
  const stored: unknown = Object.hasOwn(values, name) ? values[name] : undefined;
  return stored === undefined || isStickyValues(stored);
}

function isStickyValues(stored: unknown): stored is StickyValues {
  if (!isRecord(stored)) return false;
  const { json_value: value, rule_id: ruleID, ...rest } = stored;
  return isRecord(value) && typeof ruleID === 'string' && lists.every((list) => isList(rest[list]));
}

function isList(value: unknown): boolean {
  return value === undefined || value === null || Array.isArray(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
