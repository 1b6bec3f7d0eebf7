/** A source of numbers that are the same in every run. */
export interface Random {
  /** A number from 0 up to 1. */
  next(): number;
  /** @throws When there is nothing to pick. */
  pick<T>(choices: readonly T[]): T;
}

/** Draws numbers by mulberry32: 32 bits of state are plenty for a few thousand choices. */
export function createRandom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <T>(choices: readonly T[]): T => {
    if (choices.length === 0) throw new Error('There is nothing to pick.');
    return choices[Math.floor(next() * choices.length)] as T;
  };
  return { next, pick };
}
