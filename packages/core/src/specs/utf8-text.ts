/** So many characters are made in one call: what an engine passes as arguments is bounded. */
const unitsPerCall = 8_192;

const replacement = 0xfffd;

/**
 * The text of bytes in UTF-8. What is none becomes U+FFFD, as `TextDecoder` has it; not every runtime has that.
 *
 * @param start - The first byte.
 * @param end - The byte behind the last one.
 */
export function utf8Text(bytes: Uint8Array, start: number, end: number): string {
  for (let i = start; i < end; i++) if (bytes[i]! >= 0x80) return textOf(decoded(bytes, start, end));
  return textOf(bytes.subarray(start, end));
}

function textOf(units: Uint8Array | Uint16Array): string {
  let text = '';
  for (let i = 0; i < units.length; i += unitsPerCall) {
    const piece: string = Reflect.apply(String.fromCharCode, null, units.subarray(i, i + unitsPerCall));
    text += piece;
  }
  return text;
}

/** The UTF-16 code units. */
function decoded(bytes: Uint8Array, start: number, end: number): Uint16Array {
  const units = new Uint16Array(end - start);
  let length = 0;
  for (let i = start; i < end; ) {
    const lead = bytes[i++]!;
    let point = lead < 0x80 ? lead : replacement;
    const count = continuationCount(lead);
    if (count > 0) {
      const whole = continued(bytes, i, Math.min(i + count, end));
      if (whole - i === count) point = pointOf(bytes, i - 1, count);
      i = whole;
    }
    if (point > 0xffff) {
      units[length++] = 0xd800 + ((point - 0x10000) >> 10);
      units[length++] = 0xdc00 + (point & 0x3ff);
    } else units[length++] = point;
  }
  return units.subarray(0, length);
}

/** How many bytes follow a lead byte. */
function continuationCount(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 1;
  return lead < 0xf0 ? 2 : 3;
}

/** The place behind the bytes from `start` on that go on with what the byte before began. */
function continued(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end && isContinuation(bytes[i]!, i === start ? bytes[i - 1]! : 0)) i++;
  return i;
}

/** Right behind some lead bytes, a smaller range: no long forms of short ones, no surrogates, nothing over U+10FFFF. */
function isContinuation(byte: number, lead: number): boolean {
  if (lead === 0xe0) return byte >= 0xa0 && byte <= 0xbf;
  if (lead === 0xed) return byte >= 0x80 && byte <= 0x9f;
  if (lead === 0xf0) return byte >= 0x90 && byte <= 0xbf;
  if (lead === 0xf4) return byte >= 0x80 && byte <= 0x8f;
  return byte >= 0x80 && byte <= 0xbf;
}

function pointOf(bytes: Uint8Array, at: number, count: number): number {
  let point = bytes[at]! & (0x3f >> count);
  for (let i = 1; i <= count; i++) point = (point << 6) | (bytes[at + i]! & 0x3f);
  return point;
}
