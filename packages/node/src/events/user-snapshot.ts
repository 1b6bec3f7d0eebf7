import { loggableUser, type StatsigUser } from '@acme/statsig-core';
import { type JSONRecord, type JSONValue, sanitizeMetadata } from './sanitize-metadata.ts';
import { shortened } from './shortened.ts';
import {
  maxJSONLength,
  memberBytes,
  plainSnapshot,
  type Snapshot,
  surelyShort,
  truncated,
} from './snapshot.ts';
import { trimLargest } from './trim-largest.ts';

/** Longer user IDs are cut in events, as Statsig does on arrival; evaluation uses the whole ID. */
const maxIDLength = 128;

type Environment = Readonly<Record<string, string>> | undefined;

/**
 * Copies what events say about a user: no private attributes, nothing that cannot be read or said, and the environment
 * for users who name none. Never throws.
 */
export function snapshotOfUser(user: StatsigUser, environment: Environment): Snapshot<object> {
  try {
    return plainUser(user, environment) ?? sanitizedUser(copyOf(user), environment);
  } catch {
    return sanitizedUser(copyOf(user), environment);
  }
}

/** A user as most are, of texts and records of single values; undefined when it takes a closer look. */
function plainUser(user: StatsigUser, environment: Environment): Snapshot<object> | undefined {
  const { userID, email, ip, userAgent, country, locale, appVersion } = user;
  const ids = plainPart(user.customIDs);
  const custom = plainPart(user.custom);
  const statsigEnvironment = plainPart(user.statsigEnvironment ?? environment);
  if (ids === undefined || custom === undefined || statsigEnvironment === undefined) return undefined;
  if (!isShortText(userID) || !hasOnlyTexts(ids.value)) return undefined;
  const value = {
    userID,
    customIDs: ids.value,
    email: email ?? undefined,
    ip: ip ?? undefined,
    userAgent: userAgent ?? undefined,
    country: country ?? undefined,
    locale: locale ?? undefined,
    appVersion: appVersion ?? undefined,
    custom: custom.value,
    statsigEnvironment: statsigEnvironment.value,
  };
  const bytes = 1 + bytesOfTexts(value) + ids.bytes + custom.bytes + statsigEnvironment.bytes;
  if (bytes <= surelyShort) return { value, bytes };
  return Number.isFinite(bytes) && JSON.stringify(value).length <= maxJSONLength
    ? { value, bytes }
    : undefined;
}

function bytesOfTexts(user: Readonly<Record<TextField, unknown>>): number {
  const { userID, email, ip, userAgent, country, locale, appVersion } = user;
  return (
    memberBytes('userID', userID) +
    memberBytes('email', email) +
    memberBytes('ip', ip) +
    memberBytes('userAgent', userAgent) +
    memberBytes('country', country) +
    memberBytes('locale', locale) +
    memberBytes('appVersion', appVersion)
  );
}

type TextField = 'userID' | 'email' | 'ip' | 'userAgent' | 'country' | 'locale' | 'appVersion';

const absent = { value: undefined, bytes: 0 } as const;

function plainPart(record: object | null | undefined): Snapshot | typeof absent | undefined {
  return record === null || record === undefined ? absent : plainSnapshot(record);
}

function isShortText(id: unknown): boolean {
  return id === undefined || (typeof id === 'string' && id.length <= maxIDLength);
}

function hasOnlyTexts(record: JSONRecord | undefined): boolean {
  for (const name in record) if (typeof record[name] !== 'string') return false;
  return true;
}

/** Any other user: sanitised, and trimmed where it is too long, from its largest field on, but never its IDs. */
function sanitizedUser(user: StatsigUser, environment: Environment): Snapshot<object> {
  const { value, isTruncated } = sanitizeMetadata(logged(user, environment));
  const { userID } = value;
  const cut = typeof userID === 'string' ? { ...value, userID: shortened(userID, maxIDLength) } : value;
  const { length } = JSON.stringify(cut);
  if (!isTruncated && length <= maxJSONLength) return { value: cut, bytes: length };
  return { value: trimmedUser(cut), bytes: Math.min(length, maxJSONLength) };
}

const kept: ReadonlySet<string> = new Set(['userID', 'customIDs', 'statsigEnvironment']);
/** What the custom fields are called while they are compared with the others. */
const prefix = 'custom.';

function trimmedUser({ custom = {}, ...others }: JSONRecord): JSONRecord {
  const fields = Object.entries(isRecord(custom) ? custom : {});
  const prefixed = fields.map(([name, value]) => [prefix + name, value] as const);
  const room = maxJSONLength - JSON.stringify({ custom: truncated }).length;
  const left = Object.entries(trimLargest({ ...others, ...Object.fromEntries(prefixed) }, room, kept));
  const leftFields = left.filter(([name]) => name.startsWith(prefix));
  return {
    ...Object.fromEntries(left.filter(([name]) => !name.startsWith(prefix))),
    custom: {
      ...Object.fromEntries(leftFields.map(([name, value]) => [name.slice(prefix.length), value])),
      ...truncated,
    },
  };
}

function isRecord(value: JSONValue): value is JSONRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An ID may be anything in a caller without types, even something that has no text. */
function logged(user: StatsigUser, environment: Environment): object {
  try {
    return loggableUser(user, environment);
  } catch {
    return {};
  }
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
