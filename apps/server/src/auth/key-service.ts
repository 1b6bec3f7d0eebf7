import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { defaultEnvironment } from '../environment.ts';
import type { KeyStore, StoredKey } from '../store/key-store.ts';
import { generateKey, hashKey, hintOf, type KeyKind, keyKinds } from './key.ts';

/** What a new key is to be. */
export interface NewKey {
  readonly kind: KeyKind;
  readonly environment: string;
  readonly name?: string | undefined;
  readonly targetApp?: string | undefined;
  /** In epoch milliseconds; without it the key does not end by itself. */
  readonly expiresAt?: number | undefined;
}

/** A key and, this once, its text, which is kept nowhere. */
export interface IssuedKey {
  readonly key: StoredKey;
  readonly text: string;
}

/** Makes keys and ends them. */
export interface KeyService {
  list(): Promise<readonly StoredKey[]>;
  issue(key: NewKey): Promise<IssuedKey>;
  /**
   * Makes a key like another one, which then ends after `graceMs`: time to change what uses it.
   *
   * @returns Undefined when there is no such key, or it has ended.
   */
  rotate(id: string, graceMs: number): Promise<IssuedKey | undefined>;
  /** Ends a key at once. @returns False when there is none that could be ended. */
  revoke(id: string): Promise<boolean>;
  /**
   * Makes one key of each kind if there are none at all.
   *
   * @returns Their texts; empty when there are keys. Of several servers that start on one database, one gets them.
   */
  bootstrap(): Promise<readonly string[]>;
}

/** Makes a service for the keys of a store. */
export function createKeyService(store: KeyStore, clock: Clock): KeyService {
  const make = (key: NewKey, id: string = randomUUID()): IssuedKey => issuedKey(key, id, clock.now());

  const issue = async (key: NewKey): Promise<IssuedKey> => {
    const issued = make(key);
    await store.add([issued.key]);
    return issued;
  };

  const findLiving = async (id: string): Promise<StoredKey | undefined> => {
    const key = (await store.list()).find((stored) => stored.id === id);
    const isOver = key?.revokedAt !== null || (key.expiresAt ?? Number.POSITIVE_INFINITY) <= clock.now();
    return isOver ? undefined : key;
  };

  return {
    list: store.list,
    issue,
    rotate: async (id, graceMs) => {
      const old = await findLiving(id);
      if (old === undefined) return undefined;
      const { kind, environment, name, targetApp, expiresAt } = old;
      const issued = await issue({ kind, environment, name, targetApp });
      const end = clock.now() + graceMs;
      await store.end(id, { expiresAt: Math.min(expiresAt ?? end, end) });
      return issued;
    },
    revoke: async (id) => {
      if ((await findLiving(id)) === undefined) return false;
      await store.end(id, { revokedAt: clock.now() });
      return true;
    },
    bootstrap: async () => {
      if ((await store.list()).length > 0) return [];
      const issued = keyKinds.map((kind) =>
        make({ kind, environment: defaultEnvironment, name: 'first key' }, `first-${kind}`),
      );
      return (await store.add(issued.map(({ key }) => key))) ? issued.map(({ text }) => text) : [];
    },
  };
}

function issuedKey(
  { kind, environment, name, targetApp, expiresAt }: NewKey,
  id: string,
  now: number,
): IssuedKey {
  const text = generateKey(kind);
  const key: StoredKey = {
    id,
    kind,
    environment,
    targetApp: targetApp ?? '',
    hash: hashKey(text),
    name: name ?? '',
    hint: hintOf(text),
    createdAt: now,
    expiresAt: expiresAt ?? null,
    revokedAt: null,
  };
  return { key, text };
}
