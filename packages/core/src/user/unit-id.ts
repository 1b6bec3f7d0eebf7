import type { StatsigUser } from '../user/user.ts';

/** Finds the ID that a rule or condition hashes, as text; empty when the user has none of that type. */
export type UnitReader = (user: StatsigUser) => string;

/** A value that an object holds itself: a user field called `constructor` must not find the one of every object. */
export function ownValue(fields: Readonly<Record<string, unknown>> | null | undefined, key: string): unknown {
  return fields !== null && fields !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined;
}
