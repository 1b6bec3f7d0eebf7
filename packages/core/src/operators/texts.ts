import type { Coercions } from '../dialects/dialect.ts';
import { never, type Operator } from './operator.ts';

/** Looks the whole value up in the targets. */
export function oneOf(as: Coercions, { ignoreCase }: { readonly ignoreCase: boolean }): Operator {
  const { memberText } = as;
  return (target) => {
    const targets = ignoreCase ? as.members(target) : as.exactMembers(target);
    if (targets === undefined) return never;
    const members = new Set(targets);
    return ignoreCase
      ? (value) => members.has(memberText(value).toLowerCase())
      : (value) => members.has(memberText(value));
  };
}

/** Looks for one of the targets inside the value, ignoring case. */
export function someText(as: Coercions, test: (value: string, target: string) => boolean): Operator {
  return (target) => {
    const targets = as.searchTargets(target)?.map((text) => text.toLowerCase());
    if (targets === undefined) return never;
    return (value) => {
      const text = as.searchText(value)?.toLowerCase();
      if (text === undefined) return false;
      for (let i = 0; i < targets.length; i++) if (test(text, targets[i]!)) return true;
      return false;
    };
  };
}

/** Searches the value for a pattern, anywhere in it. A pattern that cannot be compiled never matches. */
export function matches(as: Coercions): Operator {
  return (target) => {
    const pattern = as.pattern(target);
    if (pattern === undefined) return never;
    return (value) => {
      const text = as.matchText(value);
      return text !== undefined && pattern.test(text);
    };
  };
}
