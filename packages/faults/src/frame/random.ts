/** The seed of this run; the same one makes the same choices. */
const seed = Number(process.env['SEED'] ?? 1);

/** A source of numbers that depend on the seed of the run and the name alone, whatever else draws. */
export interface Random {
  /** A number from 0 up to 1. */
  next(): number;
  /** An integer from `min` to `max`, both inclusive. */
  between(min: number, max: number): number;
}

/** Draws numbers by mulberry32. */
export function createRandom(name: string): Random {
  let state = Buffer.from(name).reduce((hash, byte) => (Math.imul(hash, 31) + byte) | 0, seed | 0);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, between: (min, max) => min + Math.floor(next() * (max - min + 1)) };
}
