import type { Key } from '../auth/key.ts';
import type { Database } from './open-database.ts';

/** A key as it is kept: without its text. Times are epoch milliseconds. */
export interface StoredKey extends Key {
  /** SHA-256 of its text, in hexadecimal. */
  readonly hash: string;
  /** What people call it. */
  readonly name: string;
  /** Its last characters. */
  readonly hint: string;
  readonly createdAt: number;
  /** From then on it opens nothing; null when it does not end by itself. */
  readonly expiresAt: number | null;
  /** Since when it opens nothing; null when nobody revoked it. */
  readonly revokedAt: number | null;
}

/** The keys that were made here. */
export interface KeyStore {
  /** All of them, the oldest first, those that open nothing any more included. */
  list(): Promise<readonly StoredKey[]>;
  /** Adds those whose ID is not there yet. @returns Whether that was all of them. */
  add(keys: readonly StoredKey[]): Promise<boolean>;
  /** Says when a key ends. */
  end(id: string, ending: Partial<Pick<StoredKey, 'expiresAt' | 'revokedAt'>>): Promise<void>;
}

/** Keeps keys in the database. */
export function createKeyStore(database: Database): KeyStore {
  return {
    list: () =>
      database
        .selectFrom('key')
        .select(['id', 'kind', 'environment', 'hash', 'name', 'hint'])
        .select(['target_app as targetApp', 'created_at as createdAt'])
        .select(['expires_at as expiresAt', 'revoked_at as revokedAt'])
        .orderBy('created_at')
        .orderBy('id')
        .execute(),
    add: async (keys) => {
      const added = await database
        .insertInto('key')
        .values(keys.map(rowOf))
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .execute();
      return added.length === keys.length;
    },
    end: async (id, { expiresAt, revokedAt }) => {
      await database
        .updateTable('key')
        .set({ expires_at: expiresAt, revoked_at: revokedAt })
        .where('id', '=', id)
        .execute();
    },
  };
}

function rowOf({ targetApp, createdAt, expiresAt, revokedAt, ...key }: StoredKey) {
  return {
    ...key,
    target_app: targetApp,
    created_at: createdAt,
    expires_at: expiresAt,
    revoked_at: revokedAt,
  };
}
