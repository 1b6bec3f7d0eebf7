import { loggableUser, type StatsigUser } from '@acme/statsig-core';
import { part } from './exposure-key.ts';
import { sanitizeMetadata } from './sanitize-metadata.ts';
import { shortened } from './shortened.ts';

/** Longer user IDs are cut in events, as Statsig does on arrival; evaluation uses the whole ID. */
const maxIDLength = 128;

/** A user as events need it. Worked out when it is first asked for, and once for all of the user's events. */
export class EventUser {
  readonly #user: StatsigUser;
  readonly #environment: Readonly<Record<string, string>> | undefined;
  #identity: string | undefined;
  #json: string | undefined;

  /**
   * @param environment - The process's environment, for users who name none.
   */
  constructor(user: StatsigUser, environment: Readonly<Record<string, string>> | undefined) {
    this.#user = user;
    this.#environment = environment;
  }

  /** The user ID and every custom ID with its name; tells users apart in the de-duplication of exposures. */
  get identity(): string {
    this.#identity ??= readable(() => identityOf(this.#user), '');
    return this.#identity;
  }

  /** A JSON object; what cannot be read or said is left out. */
  get json(): string {
    this.#json ??= readable(() => jsonOf(copyOf(this.#user), this.#environment), '{}');
    return this.#json;
  }
}

function identityOf({ userID, customIDs }: StatsigUser): string {
  let identity = part(String(userID ?? ''));
  for (const name in customIDs) identity += part(name) + part(String(customIDs[name]));
  return identity;
}

function jsonOf(user: StatsigUser, environment: Readonly<Record<string, string>> | undefined): string {
  const { value } = sanitizeMetadata(loggableUser(user, environment));
  const { userID } = value;
  const isLong = typeof userID === 'string' && userID.length > maxIDLength;
  return JSON.stringify(isLong ? { ...value, userID: shortened(userID, maxIDLength) } : value);
}

/** Every field that is said about a user; the compiler says when one is missing. */
const fields = Object.keys({
  userID: true,
  customIDs: true,
  email: true,
  ip: true,
  userAgent: true,
  country: true,
  locale: true,
  appVersion: true,
  custom: true,
  statsigEnvironment: true,
} satisfies Record<Exclude<keyof StatsigUser, 'privateAttributes'>, true>) as (keyof StatsigUser)[];

/** Fields are read one by one: the user may be an instance whose getters throw. What cannot be read is left out. */
function copyOf(user: StatsigUser): StatsigUser {
  const copy: Partial<Record<keyof StatsigUser, unknown>> = {};
  for (const field of fields) copy[field] = fieldOf(user, field);
  return copy as StatsigUser;
}

function fieldOf(user: StatsigUser, field: keyof StatsigUser): unknown {
  try {
    const value = user[field];
    return typeof value === 'object' && value !== null ? { ...value } : value;
  } catch {
    return undefined;
  }
}

/** An ID may be anything in a caller without types, even something that has no text. */
function readable<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
