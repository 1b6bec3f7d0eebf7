import type { EvaluationContext } from '../evaluate/context.ts';
import { ask, condition } from '../specs/fixtures.test-support.ts';

/** A row of an operator's table. */
export interface OperatorRow {
  readonly operator: string;
  readonly value: unknown;
  readonly target: unknown;
  readonly passes: boolean;
}

/**
 * Whether a v1 condition on a user's attribute passes.
 *
 * @param value - The attribute; undefined for a user who has none.
 * @param target - The condition's `targetValue`; undefined for a condition without.
 */
export function legacy(
  operator: string,
  value: unknown,
  target: unknown,
  context: Partial<EvaluationContext> = {},
): boolean {
  const gate = ask(condition('user_field', { field: 'attribute', operator, targetValue: target }), {
    user: { userID: 'ada', custom: value === undefined ? {} : { attribute: value } },
    context,
  });
  // An operator that is not known answers false as well, and must not pass for one that holds back.
  if (gate.details.reason !== 'Recognized') throw new Error(`${operator} answered ${gate.details.reason}`);
  return gate.value;
}
