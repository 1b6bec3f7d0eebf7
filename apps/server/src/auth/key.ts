import { hash, randomBytes } from 'node:crypto';

/** What a key is for: server SDKs, client SDKs, and people and tools that change the project. */
export type KeyKind = 'secret' | 'client' | 'console';

export const keyKinds: readonly KeyKind[] = ['secret', 'client', 'console'];

/** What a key opens. */
export interface Key {
  /** Tells it from others without giving it away. */
  readonly id: string;
  readonly kind: KeyKind;
  /** The only one whose project and events it opens. */
  readonly environment: string;
  /** The only target app whose specs it is given; empty for all. */
  readonly targetApp: string;
}

/** Makes a key that nobody can guess: 256 random bits after its kind. */
export function generateKey(kind: KeyKind): string {
  return `${kind}-${randomBytes(32).toString('base64url')}`;
}

/** The kind that a key's text begins with; undefined when it is no key. */
export function keyKindOf(text: string): KeyKind | undefined {
  const kind = /^([a-z]+)-\S+$/.exec(text)?.[1];
  return keyKinds.find((known) => known === kind);
}

/** What is kept of a key. One round is enough: there is no guessing 256 random bits. */
export function hashKey(text: string): string {
  return hash('sha256', text, 'hex');
}

/** The part of a key that may be shown, to tell it from others. */
export function hintOf(text: string): string {
  return `${keyKindOf(text) ?? 'key'}-…${text.slice(-4)}`;
}
