import { base64 } from './base64.ts';
import { compress, initialState } from './compress.ts';
import { blockBytes, closingBytes, pad } from './pad.ts';
import { utf8 } from './utf8.ts';

/** The SHA-256 of bytes, in 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const end = Math.ceil((bytes.length + closingBytes) / blockBytes) * blockBytes;
  const blocks = new Uint8Array(end);
  blocks.set(bytes);
  pad(blocks, bytes.length, end, bytes.length);
  const state = new Int32Array(initialState);
  for (let at = 0; at < end; at += blockBytes) compress(state, blocks, at);
  const digest = new DataView(new ArrayBuffer(32));
  for (let i = 0; i < 8; i++) digest.setInt32(4 * i, state[i]!);
  return new Uint8Array(digest.buffer);
}

/** The SHA-256 of `text`, in UTF-8, as standard base64. */
export function sha256Base64(text: string): string {
  return base64(sha256(utf8(text)));
}

/** How ID lists name a unit: the first eight base64 characters of its SHA-256. */
export function idListHash(unitID: string): string {
  return sha256Base64(unitID).slice(0, 8);
}
