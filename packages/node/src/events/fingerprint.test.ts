import { describe, expect, it } from 'vitest';
import { Fingerprint } from './fingerprint.ts';

const seed = new Fingerprint(0x12345678, 0x0abcdef0);

function fingerprintOf(...texts: readonly string[]): string {
  const fingerprint = seed.copy();
  for (const text of texts) fingerprint.addText(text);
  return `${fingerprint.low} ${fingerprint.high}`;
}

describe('Fingerprint', () => {
  it.each<[name: string, first: readonly string[], second: readonly string[]]>([
    ['texts', ['a'], ['b']],
    ['lengths', ['a'], ['a\0']],
    ['numbers of texts', [], ['']],
    ['texts joined elsewhere', ['ab', 'c'], ['a', 'bc']],
    ['orders', ['a', 'b'], ['b', 'a']],
    ['pairs swapped', ['abcd'], ['cdab']],
    ['half characters', ['\ud800'], ['\ud801']],
  ])('tells %s apart', (_name, first, second) => {
    expect(fingerprintOf(...first)).not.toBe(fingerprintOf(...second));
    expect(fingerprintOf(...first)).toBe(fingerprintOf(...first));
  });

  it('adds fingerprints in their order', () => {
    const [a, b] = [seed.copy().addText('a'), seed.copy().addText('b')];
    const sums = [a.copy().add(b), b.copy().add(a), a.copy().add(a), a];
    expect(new Set(sums.map(({ low, high }) => `${low} ${high}`)).size).toBe(4);
  });

  it('depends on where it starts', () => {
    const other = new Fingerprint(1, 2).addText('a');
    expect(`${other.low} ${other.high}`).not.toBe(fingerprintOf('a'));
  });

  // Of 300,000 random numbers of 32 bits about 10 pairs are the same; a weak lane has many more.
  it('has lanes that are as good as random for texts that are nearly the same', () => {
    const lows = new Set<number>();
    const highs = new Set<number>();
    const both = new Set<string>();
    const count = 300_000;
    for (let index = 0; index < count; index += 1) {
      const { low, high } = seed
        .copy()
        .addText(`user-${index}`)
        .addText(`company-${index % 100}`);
      lows.add(low);
      highs.add(high);
      both.add(`${low} ${high}`);
    }
    expect(both.size).toBe(count);
    expect(count - lows.size).toBeLessThan(40);
    expect(count - highs.size).toBeLessThan(40);
  });

  it('lets half of its bits change with any bit of a text', () => {
    for (let position = 0; position < 16; position += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const codes = Array.from({ length: 16 }, (_, index) => 97 + index);
        const before = seed
          .copy()
          .addText(String.fromCharCode(...codes))
          .add(seed);
        codes[position] = (codes[position] ?? 0) ^ (1 << bit);
        const after = seed
          .copy()
          .addText(String.fromCharCode(...codes))
          .add(seed);
        const changed = ones(before.low ^ after.low) + ones(before.high ^ after.high);
        expect(changed).toBeGreaterThan(12);
        expect(changed).toBeLessThan(52);
      }
    }
  });
});

function ones(bits: number): number {
  return (bits >>> 0).toString(2).replaceAll('0', '').length;
}
