import { hash } from 'fast-sha256';
import { base64 } from './base64.ts';
import { utf8 } from './utf8.ts';

/** The SHA-256 of `text`, in UTF-8: 32 bytes. */
export function sha256(text: string): Uint8Array {
  return hash(utf8(text));
}

/** The same as standard base64. */
export function sha256Base64(text: string): string {
  return base64(sha256(text));
}
