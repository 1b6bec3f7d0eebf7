import type { Reader } from '../../evaluate/run.ts';
import { fieldReader, ownValue, propertyReader } from '../../user/fields.ts';
import type { StatsigUser } from '../../user/user.ts';
import type { Readers } from '../dialect.ts';
import { decimal } from './texts.ts';

const topLevel: Readonly<Record<string, keyof StatsigUser>> = {
  userid: 'userID',
  email: 'email',
  ip: 'ip',
  country: 'country',
  locale: 'locale',
  appversion: 'appVersion',
  useragent: 'userAgent',
};
const aliases: Readonly<Record<string, keyof StatsigUser>> = {
  user_id: 'userID',
  app_version: 'appVersion',
  user_agent: 'userAgent',
};

/** Where Server Core looks. */
export const coreReaders: Readers = {
  field,
  unitID: (idType) => {
    const find = unitText(idType);
    return (user) => find(user) ?? '';
  },
  unitValue: (idType) => {
    const find = unitText(idType);
    return ({ user }) => find(user);
  },
  environment: (name) => {
    const key = String(name);
    const lower = key.toLowerCase();
    return ({ user, context: { environment }, specs }) =>
      ownValue(user.statsigEnvironment, key) ??
      ownValue(environment, key) ??
      ownValue(environment, lower) ??
      (lower === 'tier' ? specs.defaultEnvironment : undefined);
  },
  country: (ip, lookups) => (typeof ip === 'string' && /^[\d.-]+$/.test(ip) ? lookups?.country?.(ip) : null),
  // Server Core's parsers always have an answer.
  userAgent: (value, detail) => value ?? (detail.endsWith('Version') ? '0.0.0' : 'Other'),
  now: ({ context }) => new Date(context.now),
};

/**
 * One of the seven named properties unless it is empty, then `custom`, where null counts as found, then
 * `privateAttributes`, each by the exact name and in lower case; at last the snake-case names of three properties.
 */
function field(name: string | null): Reader {
  if (name === null) return () => undefined;
  const lower = name.toLowerCase();
  const own = Object.hasOwn(topLevel, lower) ? propertyReader(topLevel[lower]!) : () => undefined;
  const alias = Object.hasOwn(aliases, lower) ? propertyReader(aliases[lower]!) : () => undefined;
  const find = fieldReader(name, (value) => value === undefined);
  return ({ user }) => {
    const property = own(user);
    if (property !== undefined && property !== null && property !== '') return property;
    const custom = find(user.custom);
    if (custom !== undefined) return custom;
    const hidden = find(user.privateAttributes);
    return hidden !== undefined ? hidden : alias(user);
  };
}

function unitText(idType: string): (user: StatsigUser) => string | undefined {
  const lower = idType.toLowerCase();
  if (lower !== 'userid') {
    return ({ customIDs }) => textOfID(ownValue(customIDs, idType) ?? ownValue(customIDs, lower));
  }
  return ({ userID, customIDs }) =>
    // A user without any ID is one whose user ID is empty.
    textOfID(userID) ?? (customIDs === undefined || customIDs === null ? '' : undefined);
}

function textOfID(id: unknown): string | undefined {
  if (typeof id === 'number') return decimal(id);
  return typeof id === 'string' ? id : undefined;
}
