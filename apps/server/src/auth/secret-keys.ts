import { createHash, timingSafeEqual } from 'node:crypto';
import { StatsigError } from '@acme/statsig-core';

/** The keys that open this server. */
export interface SecretKeys {
  /** Whether `candidate` is one of the keys. Takes the same time whichever it is, and whether or not it is any. */
  has(candidate: string): boolean;
}

/**
 * Makes the set of keys that open a server.
 *
 * @param keys - Server secret keys; each begins with `secret-`, as the official SDKs demand. At least one.
 * @throws {StatsigError} `MISSING_SDK_KEY` when there is none; `INVALID_OPTIONS` when one is of another kind.
 */
export function createSecretKeys(keys: readonly string[]): SecretKeys {
  if (keys.length === 0) {
    throw new StatsigError(
      'MISSING_SDK_KEY',
      'No server secret key: set STATSIG_SECRET_KEY (or STATSIG_SECRET_KEYS, separated by commas) or pass `secretKeys`.',
    );
  }
  const other = keys.find((key) => !/^secret-\S+$/.test(key));
  if (other !== undefined) {
    throw new StatsigError(
      'INVALID_OPTIONS',
      `Not a server secret key: "${mask(other)}". Server secret keys begin with "secret-" and have no spaces.`,
    );
  }
  const digests = keys.map(digest);
  return {
    has: (candidate) => {
      const wanted = digest(candidate);
      return digests.filter((known) => timingSafeEqual(known, wanted)).length > 0;
    },
  };
}

/** Reads the keys that `STATSIG_SECRET_KEYS` and `STATSIG_SECRET_KEY` name, separated by commas; none when unset. */
export function secretKeysOf(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  return ['STATSIG_SECRET_KEYS', 'STATSIG_SECRET_KEY']
    .flatMap((name) => environment[name]?.split(',') ?? [])
    .map((key) => key.trim())
    .filter((key) => key !== '');
}

/** Digests are compared instead of keys, because they all have one length. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function mask(key: string): string {
  return `${key.slice(0, 13)}****`;
}
