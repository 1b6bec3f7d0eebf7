import type { Coercions } from '../dialects/dialect.ts';
import type { Operator } from './operator.ts';

/** Compares the value with the target as the dialect sees fit. */
export function same({ sameAs }: Coercions): Operator {
  return (target, read) => {
    const isSame = sameAs(target);
    return (run) => isSame(read(run));
  };
}
