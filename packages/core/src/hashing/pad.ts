export const blockBytes = 64;
/** What the last block holds besides content: a marker byte, and the length in eight bytes. */
export const closingBytes = 9;

/** Fills up the last block of a text: a marker bit, zeros, and the length of the whole text in bits. */
export function pad(blocks: Uint8Array, from: number, to: number, totalBytes: number): void {
  blocks[from] = 0x80;
  for (let i = from + 1; i < to - 5; i++) blocks[i] = 0;
  const bits = totalBytes * 8;
  // No text is so long that the first three bytes of its length are not zero.
  blocks[to - 5] = totalBytes / 0x2000_0000;
  blocks[to - 4] = bits >>> 24;
  blocks[to - 3] = bits >>> 16;
  blocks[to - 2] = bits >>> 8;
  blocks[to - 1] = bits;
}
