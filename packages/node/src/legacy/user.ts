import type { StatsigUser as EngineUser } from '@acme/statsig-core';
import { StatsigInvalidArgumentError } from './errors.ts';

/** The environment of a process or of a user. */
export type StatsigEnvironment = {
  tier?: 'production' | 'staging' | 'development' | (string & {});
  [key: string]: string | undefined;
};

type Attributes = Record<string, string | number | boolean | Array<string> | undefined>;

/** Who is asked about: at least a `userID` or one custom ID. */
export type StatsigUser = ({ userID: string } | { customIDs: Record<string, string> }) & {
  userID?: string;
  customIDs?: Record<string, string>;
  email?: string;
  ip?: string;
  userAgent?: string;
  country?: string;
  locale?: string;
  appVersion?: string;
  custom?: Attributes;
  privateAttributes?: Attributes | null;
  statsigEnvironment?: StatsigEnvironment;
};

/** @throws {StatsigInvalidArgumentError} When there is nothing to tell the user from others. */
export function checkUser(user: StatsigUser | null | undefined): void {
  const { userID, customIDs } = user ?? {};
  const isIdentified =
    typeof userID === 'number' ||
    typeof userID === 'string' ||
    (typeof customIDs === 'object' && customIDs !== null && Object.keys(customIDs).length > 0);
  if (isIdentified) return;
  throw new StatsigInvalidArgumentError(
    'The user has neither a userID nor customIDs, and one of them is needed to tell it from others.',
  );
}

/** The same user for the engine, which reads an environment's missing members as missing. */
export function engineUser(user: StatsigUser): EngineUser {
  return user as EngineUser;
}
