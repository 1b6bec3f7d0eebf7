import { hash } from 'fast-sha256';
import { base64 } from './base64.ts';
import { utf8 } from './utf8.ts';

/** The SHA-256 of `text`, in UTF-8, as standard base64. */
export function sha256Base64(text: string): string {
  return base64(hash(utf8(text)));
}

/** How ID lists name a unit: the first eight base64 characters of its SHA-256. */
export function idListHash(unitID: string): string {
  return sha256Base64(unitID).slice(0, 8);
}
