import type { StatsigUser } from './user.ts';

/** Finds the ID that a rule or condition hashes, as text; empty when the user has none of that type. */
export type UnitReader = (user: StatsigUser) => string;
