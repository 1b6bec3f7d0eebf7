import type { Coercions } from '../dialects/dialect.ts';
import { never, type Operator } from './operator.ts';

/**
 * Compares versions part by part: `1.2` equals `1.2.0`, and what follows a hyphen is ignored. A part that is no number
 * makes the order NaN, but only when it is reached: `2.x` is above `1.9`.
 */
export function version(as: Coercions, test: (order: number) => boolean): Operator {
  return (target, read) => {
    const right = typeof target === 'string' ? releaseOf(target) : '';
    if (right === '') return never;
    const parts = right.split('.').map(as.versionPart);
    return (run) => {
      const left = releaseOf(as.version(read(run)) ?? '');
      return left !== '' && test(order(left, parts, as));
    };
  };
}

function releaseOf(version: string): string {
  const hyphen = version.indexOf('-');
  return hyphen === -1 ? version : version.slice(0, hyphen);
}

/** Reads the left side in place: users bring their versions with each evaluation, and a list of parts is not free. */
function order(left: string, right: readonly number[], { versionPart }: Coercions): number {
  let from = 0;
  for (let i = 0; i < right.length || from <= left.length; i++) {
    const dot = left.indexOf('.', from);
    const to = dot === -1 ? left.length : dot;
    const part = from > left.length ? 0 : (smallNumber(left, from, to) ?? versionPart(left.slice(from, to)));
    const difference = part - (right[i] ?? 0);
    if (difference !== 0) return difference;
    from = to + 1;
  }
  return 0;
}

/** A number of up to nine digits, which is what nearly all parts are; undefined for anything else. */
function smallNumber(text: string, from: number, to: number): number | undefined {
  if (from === to || to - from > 9) return undefined;
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    number = number * 10 + digit;
  }
  return number;
}
