import { StatsigUser } from '@statsig/statsig-node-core';
import type { UserDescription } from '../generate/project.ts';

type UserArguments = ConstructorParameters<typeof StatsigUser>[0];

/**
 * Makes Server Core's own kind of user.
 *
 * @returns Undefined when there is none: its constructor takes no numbers as user ID and no null in most places, and
 *   an address with an octet above 255 would end the process.
 */
export function coreUserOf(user: UserDescription): StatsigUser | undefined {
  if (hasFatalAddress(user)) return undefined;
  try {
    return new StatsigUser(user as UserArguments);
  } catch {
    return undefined;
  }
}

function hasFatalAddress({ ip, custom, privateAttributes }: UserDescription): boolean {
  const attributes = { ...custom, ...privateAttributes };
  const hidden = Object.entries(attributes).filter(([field]) => field.toLowerCase() === 'ip');
  return [ip, ...hidden.map(([, value]) => value)].some(isFatal);
}

function isFatal(address: unknown): boolean {
  const octets = JSON.stringify(address) ?? '';
  return octets.match(/\d+/g)?.some((octet) => Number(octet) > 255) ?? false;
}
