import type { Coercions } from '../dialects/dialect.ts';
import type { Operator } from './operator.ts';

/** Compares numbers. What is no number is NaN, which passes no comparison. */
export function numeric({ number }: Coercions, test: (value: number, target: number) => boolean): Operator {
  return (target, read) => {
    const right = number(target);
    return (run) => test(number(read(run)), right);
  };
}
