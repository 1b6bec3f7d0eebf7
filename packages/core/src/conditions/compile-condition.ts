import type { Condition } from '../specs/spec.ts';
import type { CompiledCondition, ConditionParts } from './condition.ts';

/** Compiles one condition; null when it cannot be read, or its type or operator is not known. */
export function compileCondition(
  condition: Condition | null,
  parts: ConditionParts,
): CompiledCondition | null {
  if (condition === null) return null;
  const { conditions } = parts.dialect;
  const row = Object.hasOwn(conditions, condition.type) ? conditions[condition.type] : undefined;
  return row === undefined ? null : row(condition, parts);
}
