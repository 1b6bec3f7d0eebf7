import type { Check, Reader } from '../evaluate/run.ts';

/** Prepares a comparison of what is read with a target: called once per condition, at compile. */
export type Operator = (target: unknown, read: Reader) => Check;

export const never: Check = () => false;

/** The exact negation, also for values and targets that do not count. */
export function not(operator: Operator): Operator {
  return (target, read) => {
    const passes = operator(target, read);
    return (run) => !passes(run);
  };
}
