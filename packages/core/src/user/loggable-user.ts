import type { StatsigUser } from './user.ts';

/** A user as events carry it. */
export type LoggableUser = Readonly<Record<string, unknown>>;

/**
 * Copies a user for an event: IDs as text, absent fields left out, without `privateAttributes`.
 *
 * @param environment - The process's environment, attached when the user names none.
 */
export function loggableUser(
  user: StatsigUser,
  environment?: Readonly<Record<string, string>>,
): LoggableUser {
  const { userID, customIDs, email, ip, userAgent, country, locale, appVersion, custom } = user;
  const fields = {
    userID: userID === undefined ? undefined : String(userID),
    customIDs: customIDs
      ? Object.fromEntries(Object.entries(customIDs).map(([type, id]) => [type, String(id)]))
      : undefined,
    email,
    ip,
    userAgent,
    country,
    locale,
    appVersion,
    custom,
    statsigEnvironment: user.statsigEnvironment ?? environment,
  };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
}
