import type { Coercions } from '../dialects/dialect.ts';
import type { Operator } from './operator.ts';

/** Compares points in time. What is none is NaN, which passes no comparison. */
export function instant(as: Coercions, test: (value: number, target: number) => boolean): Operator {
  return (target, read) => {
    const right = as.targetInstant(target);
    return (run) => test(as.instant(read(run)), right);
  };
}

/** Compares the days that two points in time fall on. */
export function day(as: Coercions, test: (value: number, target: number) => boolean): Operator {
  return (target, read) => {
    const right = as.dayOf(as.targetInstant(target));
    return (run) => test(as.dayOf(as.instant(read(run))), right);
  };
}
