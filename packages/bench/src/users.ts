import { userAgentOf } from './user-agents.ts';

/** A user as applications describe one: what all three SDKs accept. */
export interface UserDescription {
  readonly userID: string;
  readonly customIDs: { readonly companyID: string; readonly stableID: string };
  readonly email: string;
  readonly ip: string;
  readonly userAgent?: string;
  readonly country: string;
  readonly locale: string;
  readonly appVersion: string;
  readonly custom: { readonly level: number; readonly plan: string; readonly isBeta: boolean };
}

/** Three of four are on the list that the gate `perf_any_50` asks for. */
const countries = ['US', 'NZ', 'DE', 'XX'] as const;
const plans = ['free', 'team', 'enterprise'] as const;

/**
 * One of many users. Each says its country, so that no SDK needs a table of addresses; nearly each has a user agent, as
 * users that adapters take from requests have.
 */
export function userOf(serial: number, prefix = 'user'): UserDescription {
  const userAgent = userAgentOf(serial);
  return {
    userID: `${prefix}-${serial}`,
    customIDs: { companyID: `company-${serial % 100}`, stableID: `stable-${prefix}-${serial}` },
    email: `person${serial}@example.com`,
    ip: '203.0.113.7',
    ...(userAgent === undefined ? undefined : { userAgent }),
    country: countries[serial % countries.length]!,
    locale: 'en_US',
    appVersion: `1.2.${serial % 10}`,
    custom: { level: serial % 20, plan: plans[serial % plans.length]!, isBeta: serial % 5 === 0 },
  };
}

/** Users with consecutive serial numbers. */
export function usersFrom(first: number, count: number, prefix?: string): UserDescription[] {
  return Array.from({ length: count }, (_, index) => userOf(first + index, prefix));
}
