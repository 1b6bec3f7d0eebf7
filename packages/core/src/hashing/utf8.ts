/** The bytes of `text` in UTF-8. A lone surrogate becomes U+FFFD, as `TextEncoder` has it; not every runtime has that. */
export function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  return bytes.subarray(0, writeUtf8(text, bytes, 0));
}

/**
 * Writes `text` into `bytes` from `at` on.
 *
 * @returns The position after the last byte. What does not fit is dropped silently, the position counts on: compare it
 *   with the length of `bytes`.
 */
export function writeUtf8(text: string, bytes: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes[at++] = unit;
    else {
      const point = text.codePointAt(i)!;
      if (point > 0xffff) i++;
      at = writePoint(point >= 0xd800 && point <= 0xdfff ? 0xfffd : point, bytes, at);
    }
  }
  return at;
}

function writePoint(point: number, bytes: Uint8Array, at: number): number {
  if (point < 0x800) bytes[at++] = 0xc0 | (point >> 6);
  else {
    if (point < 0x10000) bytes[at++] = 0xe0 | (point >> 12);
    else {
      bytes[at++] = 0xf0 | (point >> 18);
      bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
    }
    bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
  }
  bytes[at++] = 0x80 | (point & 0x3f);
  return at;
}
