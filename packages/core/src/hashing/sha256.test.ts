import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatable, sha256 } from '../../oracle.test-support.ts';
import { base64 } from './base64.ts';
import { sha256Base64 } from './sha256.ts';
import { utf8 } from './utf8.ts';

/** Surrogates without their partner included. */
const codeUnit = fc.integer({ min: 0, max: 0xff_ff }).map((unit) => String.fromCharCode(unit));

describe('sha256Base64', () => {
  it.each`
    text     | hash
    ${''}    | ${'47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='}
    ${'abc'} | ${'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='}
  `('maps "$text" to $hash', ({ text, hash }: { text: string; hash: string }) => {
    expect(sha256Base64(text)).toBe(hash);
  });

  it('agrees with Node on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: codeUnit, maxLength: 200 }), (text) => {
        expect(sha256Base64(text)).toBe(sha256(text).toString('base64'));
      }),
      repeatable,
    );
  });
});

describe('base64', () => {
  it.each`
    text        | encoded
    ${''}       | ${''}
    ${'f'}      | ${'Zg=='}
    ${'fo'}     | ${'Zm8='}
    ${'foo'}    | ${'Zm9v'}
    ${'foob'}   | ${'Zm9vYg=='}
    ${'fooba'}  | ${'Zm9vYmE='}
    ${'foobar'} | ${'Zm9vYmFy'}
    ${'>>>???'} | ${'Pj4+Pz8/'}
  `('encodes "$text" as "$encoded"', ({ text, encoded }: { text: string; encoded: string }) => {
    expect(base64(utf8(text))).toBe(encoded);
  });

  it('agrees with Node on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
      repeatable,
    );
  });
});

describe('utf8', () => {
  it.each`
    text         | bytes
    ${'a'}       | ${[0x61]}
    ${'\u007f'}  | ${[0x7f]}
    ${'\u0080'}  | ${[0xc2, 0x80]}
    ${'\u07ff'}  | ${[0xdf, 0xbf]}
    ${'\u0800'}  | ${[0xe0, 0xa0, 0x80]}
    ${'\uffff'}  | ${[0xef, 0xbf, 0xbf]}
    ${'😀'}      | ${[0xf0, 0x9f, 0x98, 0x80]}
    ${'\ud800'}  | ${[0xef, 0xbf, 0xbd]}
    ${'\udc00'}  | ${[0xef, 0xbf, 0xbd]}
    ${'\ud800a'} | ${[0xef, 0xbf, 0xbd, 0x61]}
  `('writes $text as $bytes', ({ text, bytes }: { text: string; bytes: number[] }) => {
    expect([...utf8(text)]).toEqual(bytes);
  });
});
