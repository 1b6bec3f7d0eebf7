import type { Coercions } from '../dialects/dialect.ts';
import { never, type Operator } from './operator.ts';

/**
 * Compares versions part by part: `1.2` equals `1.2.0`, and what follows a hyphen is ignored. A part that is no number
 * makes the order NaN, but only when it is reached: `2.x` is above `1.9`.
 */
export function version(as: Coercions, test: (order: number) => boolean): Operator {
  const partsOf = (value: unknown): readonly number[] | undefined => {
    const release = as.version(value)?.split('-', 1)[0];
    return release === undefined || release === '' ? undefined : release.split('.').map(as.versionPart);
  };
  return (target) => {
    const right = typeof target === 'string' ? partsOf(target) : undefined;
    if (right === undefined) return never;
    return (value) => {
      const left = partsOf(value);
      return left !== undefined && test(order(left, right));
    };
  };
}

function order(left: readonly number[], right: readonly number[]): number {
  for (let i = 0; i < left.length || i < right.length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
