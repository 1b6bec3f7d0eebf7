import type { StatsigUser } from '../user/user.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The user as its own client may see it: everything but private attributes, with the environment of this process.
 *
 * @param environment - That of the process; undefined when it names none.
 */
export function clientUser(user: StatsigUser, environment: Fields | undefined): Fields {
  const { privateAttributes: _, ...visible } = user;
  const statsigEnvironment = user.statsigEnvironment ?? environment;
  return statsigEnvironment === undefined ? visible : { ...visible, statsigEnvironment };
}

/** The IDs that the answers are for. */
export function evaluatedKeys({ userID, customIDs }: StatsigUser): Fields {
  return {
    ...(userID === undefined || userID === '' ? undefined : { userID }),
    ...(customIDs && Object.keys(customIDs).length > 0 ? { customIDs } : undefined),
  };
}
