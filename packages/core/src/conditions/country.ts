import type { Reader } from '../evaluate/run.ts';
import type { Condition } from '../specs/spec.ts';
import type { ConditionParts } from './condition.ts';

/** The user's own value wins; only a missing `country` is looked up by address. */
export function country({ field }: Condition, { dialect: { readers } }: ConditionParts): Reader {
  const given = readers.field(field);
  if (field !== 'country') return (run) => given(run) ?? null;
  const ip = readers.field('ip');
  return (run) => given(run) ?? readers.country(ip(run), run.context.lookups) ?? null;
}
