import { timingSafeEqual } from 'node:crypto';
import { StatsigError } from '@acme/statsig-core';
import type { Clock } from '../clock.ts';
import { defaultEnvironment, isEnvironment } from '../environment.ts';
import type { KeyStore, StoredKey } from '../store/key-store.ts';
import { hashKey, hintOf, type Key, keyKindOf } from './key.ts';

/** A key that is given to the server when it starts, instead of being made by it. */
export interface ConfiguredKey {
  /** Begins with `secret-`, `client-` or `console-`. */
  readonly key: string;
  /** @defaultValue `production` */
  readonly environment?: string | undefined;
  /** @defaultValue all */
  readonly targetApp?: string | undefined;
}

/** Why a key opens nothing. */
export type KeyProblem = 'unknown' | 'expired' | 'revoked';

/** The keys that open this server, as they were when it last looked. */
export interface KeyRing {
  /** What a text opens, or why it opens nothing. */
  find(text: string): Key | KeyProblem;
  /** Looks at the stored keys again. */
  refresh(): Promise<void>;
}

type RingKey = Key & Pick<StoredKey, 'hash' | 'expiresAt' | 'revokedAt'>;

/** What a key ring is made of. */
export interface KeyRingParts {
  readonly store: KeyStore;
  readonly clock: Clock;
  /** Keys that count besides the stored ones. */
  readonly configured: readonly (string | ConfiguredKey)[];
}

/**
 * Reads all keys.
 *
 * @throws {StatsigError} `INVALID_OPTIONS` when a configured key is none.
 */
export async function createKeyRing({ store, clock, configured }: KeyRingParts): Promise<KeyRing> {
  const own = configured.map(configuredKey);
  let keys = byHash(own);
  const refresh = async (): Promise<void> => {
    keys = byHash([...(await store.list()), ...own]);
  };
  await refresh();
  return {
    find: (text) => {
      const hash = hashKey(text);
      const key = keys.get(hash);
      // Whom the map's timing tells something about hashes has learnt nothing about a key.
      if (key === undefined || !isSame(key.hash, hash)) return 'unknown';
      if (key.revokedAt !== null) return 'revoked';
      return key.expiresAt !== null && key.expiresAt <= clock.now() ? 'expired' : key;
    },
    refresh,
  };
}

function byHash(keys: readonly RingKey[]): ReadonlyMap<string, RingKey> {
  return new Map(keys.map((key) => [key.hash, key]));
}

function configuredKey(configured: string | ConfiguredKey): RingKey {
  const {
    key,
    environment = defaultEnvironment,
    targetApp = '',
  } = typeof configured === 'string' ? { key: configured } : configured;
  const kind = keyKindOf(key);
  if (kind === undefined) {
    throw new StatsigError(
      'INVALID_OPTIONS',
      `Not a key: "${key.slice(0, 8)}****". Keys begin with "secret-", "client-" or "console-" and have no spaces.`,
    );
  }
  if (!isEnvironment(environment)) {
    throw new StatsigError(
      'INVALID_OPTIONS',
      `Not an environment's name: "${environment}". Use a-z, 0-9, - and _.`,
    );
  }
  return {
    id: hintOf(key),
    kind,
    environment,
    targetApp,
    hash: hashKey(key),
    expiresAt: null,
    revokedAt: null,
  };
}

function isSame(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
