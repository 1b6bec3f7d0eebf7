import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatable } from '../../oracle.test-support.ts';
import { utf8Text } from './utf8-text.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes at which a decoder decides something. */
const edge = fc.constantFrom(
  ...[0x00, 0x22, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1],
  ...[0xec, 0xed, 0xee, 0xef, 0xbb, 0xbd, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff],
);

describe('utf8Text', () => {
  it.each([
    ['any text', fc.string({ unit: 'binary' }).map((text) => Buffer.from(text))],
    ['any bytes', fc.uint8Array()],
    ['bytes at the edges of what is allowed', fc.array(edge).map((bytes) => Uint8Array.from(bytes))],
  ])('says what TextDecoder says of %s', (_name, bytes: fc.Arbitrary<Uint8Array>) => {
    fc.assert(
      fc.property(bytes, fc.nat({ max: 3 }), fc.nat({ max: 3 }), (all, before, after) => {
        const start = Math.min(before, all.length);
        const end = Math.max(start, all.length - after);

        expect(utf8Text(all, start, end)).toBe(decoder.decode(all.subarray(start, end)));
      }),
      { ...repeatable, numRuns: 1_000 },
    );
  });

  it.each(['x', 'ü', '🏳'])('makes a long text of %s', (character) => {
    const text = character.repeat(50_001);
    const bytes = Buffer.from(text);

    expect(utf8Text(bytes, 0, bytes.length)).toBe(text);
  });
});
