import type { StatsigUser } from './user.ts';

/** Fields by name, or whatever holds them. */
export type Fields = Readonly<Record<string, unknown>> | null | undefined;

/** A value that an object holds itself: a field called `constructor` must not find the one of every object. */
export function ownValue(fields: Fields, key: string): unknown {
  return fields !== null && fields !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/**
 * How each property of a user is read. Functions rather than names: a property that is written out is found several
 * times as fast as one whose name is a variable.
 */
const properties: Readonly<Record<string, (user: StatsigUser) => unknown>> = {
  userID: (user) => user.userID,
  customIDs: (user) => user.customIDs,
  email: (user) => user.email,
  ip: (user) => user.ip,
  userAgent: (user) => user.userAgent,
  country: (user) => user.country,
  locale: (user) => user.locale,
  appVersion: (user) => user.appVersion,
  custom: (user) => user.custom,
  privateAttributes: (user) => user.privateAttributes,
  statsigEnvironment: (user) => user.statsigEnvironment,
};

/**
 * Reads one key of whatever holds it. Only a key that every object has needs to be asked for as an own one, which takes
 * twice as long.
 */
function keyReader(key: string): (fields: Fields) => unknown {
  if (key in Object.prototype) return (fields) => ownValue(fields, key);
  return (fields) => (fields === null || fields === undefined ? undefined : fields[key]);
}

/** Reads one property of a user, also one that users are not meant to have. */
export function propertyReader(name: string): (user: StatsigUser) => unknown {
  const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (known !== undefined) return known;
  const read = keyReader(name);
  return (user) => read(user as Fields);
}

/** Reads a field by its exact name or, where that `misses`, in lower case. */
export function fieldReader(name: string, misses: (value: unknown) => boolean): (fields: Fields) => unknown {
  const exact = keyReader(name);
  const lower = keyReader(name.toLowerCase());
  if (name === name.toLowerCase()) return exact;
  return (fields) => {
    if (fields === null || fields === undefined) return undefined;
    const value = exact(fields);
    return misses(value) ? lower(fields) : value;
  };
}
