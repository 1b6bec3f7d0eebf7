import type { StatsigUser } from '../user/user.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The user as its own client may see it: everything but private attributes, with the environment of this process.
 *
 * @param environment - That of the process; undefined when it names none.
 */
export function clientUser(user: StatsigUser, environment: Fields | undefined): Fields {
  const { privateAttributes: _, ...visible } = readable(() => ({ ...user }));
  const statsigEnvironment = visible.statsigEnvironment ?? environment;
  return statsigEnvironment === undefined ? visible : { ...visible, statsigEnvironment };
}

/** The IDs that the answers are for. */
export function evaluatedKeys(user: StatsigUser): Fields {
  const { userID, customIDs } = readable(() => ({ userID: user.userID, customIDs: user.customIDs }));
  return {
    ...(userID === undefined || userID === '' ? undefined : { userID }),
    ...(customIDs && Object.keys(customIDs).length > 0 ? { customIDs } : undefined),
  };
}

/** The environment that a user names. */
export function environmentOf(user: StatsigUser): StatsigUser['statsigEnvironment'] {
  return readable(() => ({ statsigEnvironment: user.statsigEnvironment })).statsigEnvironment;
}

/** What is read of a user; nothing of one that throws when it is read, as getters and proxies may. */
function readable(read: () => StatsigUser): StatsigUser {
  try {
    return read();
  } catch {
    return {};
  }
}
