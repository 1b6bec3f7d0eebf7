import type { Coercions } from '../dialects/dialect.ts';
import { never, type Operator } from './operator.ts';

/** Whether the user's array holds one of the elements that a target matches. */
type Has = (matching: readonly unknown[]) => boolean;

/** Compares the user's array with the array of targets; passes nothing that is no array. */
export function elements(
  as: Coercions,
  test: (has: Has, targets: readonly (readonly unknown[])[]) => boolean,
): Operator {
  return (target, read) => {
    const targets = as.elementTargets(target);
    if (targets === undefined) return never;
    return (run) => {
      const held = as.elements(read(run));
      return held !== undefined && test((matching) => matching.some((element) => held.has(element)), targets);
    };
  };
}
