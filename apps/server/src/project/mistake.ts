import * as v from 'valibot';

/** What is wrong with something that an author wrote. */
export interface Mistake {
  /** Where, e.g. `gates.0.rules.2.passPercentage`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** The mistakes that a schema found. */
export function mistakesOf(issues: readonly v.BaseIssue<unknown>[]): readonly Mistake[] {
  return issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: issue.message }));
}

/** Mistakes in one line, at most ten of them. */
export function mistakesText(mistakes: readonly Mistake[]): string {
  const lines = mistakes
    .slice(0, 10)
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return mistakes.length > 10 ? `${lines.join('; ')}; and ${mistakes.length - 10} more` : lines.join('; ');
}
