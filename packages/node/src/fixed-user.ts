import type { StatsigUser } from '@acme/statsig-core';

type Field = keyof StatsigUser;

/** Every field of a user; the compiler says when one is missing. */
const fields: readonly Field[] = Object.keys({
  userID: true,
  customIDs: true,
  email: true,
  ip: true,
  userAgent: true,
  country: true,
  locale: true,
  appVersion: true,
  custom: true,
  privateAttributes: true,
  statsigEnvironment: true,
} satisfies Record<Field, true>) as Field[];

/**
 * Copies a user as it is now, so that what happens to the original later does not change any answer.
 *
 * Fields are read one by one: the user may be an instance whose fields are getters. What cannot be read is left out.
 * Values inside `custom` and `privateAttributes` are shared, not copied.
 */
export function fixedUser(user: StatsigUser | null | undefined): StatsigUser {
  const copy: Partial<Record<Field, unknown>> = {};
  for (const field of fields) {
    const value = fieldOf(user, field);
    if (value !== undefined) copy[field] = value;
  }
  return Object.freeze(copy) as StatsigUser;
}

function fieldOf(user: StatsigUser | null | undefined, field: Field): unknown {
  try {
    const value = user?.[field];
    return typeof value === 'object' && value !== null ? Object.freeze({ ...value }) : value;
  } catch {
    return undefined;
  }
}
