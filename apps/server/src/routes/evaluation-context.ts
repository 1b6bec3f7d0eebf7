import type { EvaluationContext, StatsigUser } from '@acme/statsig-core';
import * as v from 'valibot';
import type { Key } from '../auth/key.ts';
import type { Clock } from '../clock.ts';

const text = v.nullish(v.string());
const record = v.nullish(v.record(v.string(), v.unknown()));
const unit = v.union([v.string(), v.number()]);

/** A user as SDKs and people send one. Unknown fields are ignored, as SDKs ignore them. */
export const userSchema: v.GenericSchema<unknown, StatsigUser> = v.object({
  userID: v.optional(
    v.pipe(
      v.nullable(unit),
      v.transform((id) => id ?? undefined),
    ),
  ),
  customIDs: v.nullish(v.record(v.string(), unit)),
  email: text,
  ip: text,
  userAgent: text,
  country: text,
  locale: text,
  appVersion: text,
  custom: record,
  privateAttributes: record,
  statsigEnvironment: v.nullish(v.record(v.string(), v.string())),
});

/** What answers that are given here depend on: a user who names no tier is in the key's environment. */
export function evaluationContext({ environment }: Key, clock: Clock): EvaluationContext {
  return { now: clock.now(), environment: { tier: environment } };
}
