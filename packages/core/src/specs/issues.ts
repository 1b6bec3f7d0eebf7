import type * as v from 'valibot';

/** One line for the first thing that is wrong with a value: its path, and what was expected there. */
export function describeIssue([issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const path = issue.path?.map(({ key }) => String(key)).join('.');
  const expected = `expected ${issue.expected ?? 'something else'}, got ${issue.received}`;
  return path === undefined ? expected : `${path}: ${expected}`;
}
