import type { Run } from '../evaluate/run.ts';

/** A comparison with its target prepared. */
export type Predicate = (value: unknown, run: Run) => boolean;

/** Prepares a comparison: called once per condition, at compile. */
export type Operator = (target: unknown) => Predicate;

export const never: Predicate = () => false;

/** The exact negation, also for values and targets that do not count. */
export function not(operator: Operator): Operator {
  return (target) => {
    const passes = operator(target);
    return (value, run) => !passes(value, run);
  };
}
