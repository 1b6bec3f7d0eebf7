import type { Coercions } from '../dialects/dialect.ts';
import { never, type Operator } from './operator.ts';

/** Looks the whole value up in the targets. */
export function oneOf({ exactMembers, memberText }: Coercions): Operator {
  return (target, read) => {
    const targets = exactMembers(target);
    if (targets === undefined) return never;
    const listed = new Set(targets);
    return (run) => listed.has(memberText(read(run)));
  };
}

/**
 * The same, ignoring case. Most values are as long as no target, spelled as one, or the number of a bucket. Those are not
 * put in lower case, which is most of the time: a list of user IDs takes a third of it so, one of buckets a quarter.
 */
export function oneOfAnyCase({ members, memberText }: Coercions): Operator {
  return (target, read) => {
    const targets = members(target);
    if (targets === undefined) return never;
    const lower = targets.map((text) => text.toLowerCase());
    const numbers = lower.filter((text) => /^[1-9]\d*$/.test(text)).map(Number);
    const listed = new Set<string | number>([...targets, ...lower, ...numbers]);
    const lengths = lengthsOf(lower);
    return (run) => {
      const value = read(run);
      if (typeof value === 'number' && value > 0 && Number.isSafeInteger(value)) return listed.has(value);
      const text = typeof value === 'string' ? value : memberText(value);
      if ((lengths & (1 << text.length)) === 0) return false;
      return listed.has(text) || listed.has(text.toLowerCase());
    };
  };
}

/** How long values can be, a bit for each length modulo 32. */
function lengthsOf(texts: readonly string[]): number {
  // In lower case one letter is longer than before, by this mark.
  return texts.reduce((lengths, text) => lengths | (text.includes('\u0307') ? -1 : 1 << text.length), 0);
}

/** Looks for one of the targets inside the value, ignoring case. */
export function someText(as: Coercions, test: (value: string, target: string) => boolean): Operator {
  return (target, read) => {
    const targets = as.searchTargets(target)?.map((text) => text.toLowerCase());
    if (targets === undefined) return never;
    return (run) => {
      const text = as.searchText(read(run))?.toLowerCase();
      if (text === undefined) return false;
      for (let i = 0; i < targets.length; i++) if (test(text, targets[i]!)) return true;
      return false;
    };
  };
}

/** Searches the value for a pattern, anywhere in it. A pattern that cannot be compiled never matches. */
export function matches(as: Coercions): Operator {
  return (target, read) => {
    const pattern = as.pattern(target);
    if (pattern === undefined) return never;
    return (run) => {
      const text = as.matchText(read(run));
      return text !== undefined && pattern.test(text);
    };
  };
}
