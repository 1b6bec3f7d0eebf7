import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, repeatable } from '../../oracle.test-support.ts';
import { createKernel } from './kernel.ts';
import { sha256Base64 } from './sha256.ts';

/** Any text that JavaScript can hold, surrogates without their partner included. */
const text = fc.oneof(
  fc.string({ maxLength: 140 }),
  fc.string({ unit: fc.constantFrom('é', 'ß', '€', '日', '😀', 'e\u0301', '\u0000'), maxLength: 40 }),
  fc.string({
    unit: fc.integer({ min: 0, max: 0xff_ff }).map((unit) => String.fromCharCode(unit)),
    maxLength: 60,
  }),
);

/** As every caller has it: a salt ends in a dot, so that no surrogate finds its partner in the unit. */
const salt = text.map((start) => `${start}.`);

describe('a bucketer', () => {
  // FIPS 180 gives the hash of abc as ba7816bf 8f01cfea and so on: the bucket is what is left of these 64 bits.
  it.each`
    salt     | unitID   | buckets   | bucket
    ${'abc'} | ${''}    | ${10_000} | ${74}
    ${'ab'}  | ${'c'}   | ${10_000} | ${74}
    ${''}    | ${'abc'} | ${1_000}  | ${74}
    ${''}    | ${''}    | ${10_000} | ${1_652}
  `(
    'maps "$salt" and "$unitID" to bucket $bucket of $buckets',
    ({ salt, unitID, buckets, bucket }: Vector) => {
      expect(createKernel().bucketer(salt, buckets)(unitID)).toBe(bucket);
    },
  );

  it('agrees with Node on any salt and unit', () => {
    const { bucketer } = createKernel();
    fc.assert(
      fc.property(salt, text, fc.constantFrom(1_000, 10_000), (before, unitID, buckets) => {
        expect(bucketer(before, buckets)(unitID)).toBe(bucketOf(before + unitID, buckets));
      }),
      { ...repeatable, numRuns: 2_000 },
    );
  });

  // SHA-256 fills blocks of 64 bytes, the last of which has room for 55.
  it.each([0, 1, 54, 55, 56, 57, 63, 64, 65, 118, 119, 120, 121, 127, 128, 129, 183, 184, 192])(
    'agrees with Node on %i bytes, wherever the unit begins',
    (length) => {
      const { bucketer } = createKernel();
      const whole = 'a'.repeat(length);
      for (let cut = 0; cut <= length; cut++) {
        expect(bucketer(whole.slice(0, cut), 10_000)(whole.slice(cut))).toBe(bucketOf(whole, 10_000));
      }
    },
  );

  it.each(['é', '€', '😀', '\ud800', '\udc00'])(
    'agrees with Node on %j, however many fill a block',
    (letter) => {
      const { bucketer } = createKernel();
      for (const prefix of ['s.', 'sa.', 'sal.', 'salt.']) {
        const bucket = bucketer(prefix, 10_000);
        const units = Array.from({ length: 65 }, (_, count) => letter.repeat(count));
        expect(units.map(bucket)).toEqual(units.map((unitID) => bucketOf(prefix + unitID, 10_000)));
      }
    },
  );

  it('is not disturbed by others of its kernel, nor by longer units before', () => {
    const { bucketer } = createKernel();
    const one = bucketer('one.', 10_000);
    const other = bucketer(`${'long'.repeat(20)}.`, 1_000);
    fc.assert(
      fc.property(text, text, (first, second) => {
        expect(one(first)).toBe(bucketOf(`one.${first}`, 10_000));
        expect(other(second)).toBe(bucketOf(`${'long'.repeat(20)}.${second}`, 1_000));
        expect(one(first)).toBe(bucketOf(`one.${first}`, 10_000));
      }),
      repeatable,
    );
  });
});

interface Vector {
  readonly salt: string;
  readonly unitID: string;
  readonly buckets: number;
  readonly bucket: number;
}

describe('the name of a unit in ID lists', () => {
  it.each`
    unitID   | hash
    ${'abc'} | ${'ungWv48B'}
    ${''}    | ${'47DEQpj8'}
  `('of "$unitID" is $hash', ({ unitID, hash }: { unitID: string; hash: string }) => {
    expect(createKernel().idListHash(unitID)).toBe(hash);
  });

  it('agrees with fast-sha256, however long the ID', () => {
    const { idListHash } = createKernel();
    fc.assert(
      fc.property(text, fc.nat({ max: 30 }), (unit, times) => {
        const unitID = unit.repeat(times);
        expect(idListHash(unitID)).toBe(sha256Base64(unitID).slice(0, 8));
      }),
      repeatable,
    );
  });

  it('agrees with fast-sha256 on a megabyte', () => {
    const unitID = 'megabyte'.repeat(2 ** 17);
    expect(createKernel().idListHash(unitID)).toBe(sha256Base64(unitID).slice(0, 8));
  });
});
