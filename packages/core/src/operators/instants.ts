import type { Coercions } from '../dialects/dialect.ts';
import type { Operator } from './operator.ts';

/** Compares points in time. What is none is NaN, which passes no comparison. */
export function instant(as: Coercions, test: (value: number, target: number) => boolean): Operator {
  return (target) => {
    const right = as.targetInstant(target);
    return (value) => test(as.instant(value), right);
  };
}

/** Compares the days that two points in time fall on. */
export function day(as: Coercions, test: (value: number, target: number) => boolean): Operator {
  return (target) => {
    const right = as.dayOf(as.targetInstant(target));
    return (value) => test(as.dayOf(as.instant(value)), right);
  };
}
