/** A source of chance that repeats itself, so that everybody measures the same project. */
export interface Random {
  /** An integer from 0 up to, but not including, `end`. */
  below(end: number): number;
  /** A text that looks like a salt: a UUID. */
  uuid(): string;
  /** A text of `length` letters and digits, as rule IDs are. */
  letters(length: number): string;
  /** `count` of the choices; one may come twice. */
  some<T>(choices: readonly T[], count: number): T[];
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Creates a source from a seed: a 32-bit counter, mixed. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const below = (end: number): number => next() % end;
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => below(16).toString(16)).join('');
  return {
    below,
    uuid: () => [8, 4, 4, 4, 12].map(hex).join('-'),
    letters: (length) => Array.from({ length }, () => alphabet[below(alphabet.length)]).join(''),
    some: (choices, count) => Array.from({ length: count }, () => choices[below(choices.length)]!),
  };
}
