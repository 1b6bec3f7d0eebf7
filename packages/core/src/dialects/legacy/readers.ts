import type { Reader, Run } from '../../evaluate/run.ts';
import { textOf } from '../../specs/text.ts';
import { type Fields, fieldReader, ownValue, propertyReader } from '../../user/fields.ts';
import type { UnitReader } from '../../user/unit-id.ts';
import type { StatsigUser } from '../../user/user.ts';
import type { Readers } from '../dialect.ts';

/** Where the legacy SDK looks. */
export const legacyReaders: Readers = {
  field,
  unitID: (idType) => {
    const find = unitValue(idType);
    return (user) => unitText(find(user));
  },
  unitValue: (idType) => {
    const find = unitValue(idType);
    return ({ user }) => find(user);
  },
  environment: (name) => {
    const lower = textOf(name).toLowerCase();
    return (run) => anyCase(environmentOf(run), lower);
  },
  country: (ip, lookups) =>
    typeof ip === 'string' || typeof ip === 'number' ? lookups?.country?.(ip) : undefined,
  userAgent: (value) => value,
  now: ({ context }) => context.now,
};

/** The user itself, then `custom`, then `privateAttributes`; each by the exact name, then in lower case. */
function field(name: string | null): Reader {
  if (name === null) return () => undefined;
  const exact = propertyReader(name);
  const lower = propertyReader(name.toLowerCase());
  const property = name === name.toLowerCase() ? exact : (user: StatsigUser) => exact(user) ?? lower(user);
  const find = fieldReader(name, (value) => value === undefined || value === null);
  return ({ user }) => {
    const { custom, privateAttributes: hidden } = user;
    // Few users have private attributes, and a call is not free.
    return property(user) ?? find(custom) ?? (hidden === undefined ? undefined : find(hidden));
  };
}

function unitValue(idType: string): (user: StatsigUser) => unknown {
  const lower = idType.toLowerCase();
  if (lower === 'userid') return ({ userID }) => userID;
  return ({ customIDs }) => {
    const exact = ownValue(customIDs, idType);
    return exact !== undefined ? exact : anyCase(customIDs, lower);
  };
}

const unitText: (id: unknown) => ReturnType<UnitReader> = (id) =>
  typeof id === 'string' ? id : id === null || id === undefined ? '' : textOf(id);

function anyCase(fields: Fields, lower: string): unknown {
  if (fields === null || fields === undefined) return undefined;
  const key = Object.keys(fields).find((name) => name.toLowerCase() === lower);
  return key === undefined ? undefined : fields[key];
}

/** The process's environment replaces the user's own; the project's default does so too. */
function environmentOf({ context, specs, user }: Run): Fields {
  if (context.environment !== undefined) return context.environment;
  return specs.defaultEnvironment === undefined
    ? user.statsigEnvironment
    : { tier: specs.defaultEnvironment };
}
