import type { Dialect } from '../dialects/dialect.ts';
import type { Check, Reader, Run } from '../evaluate/run.ts';
import type { Bucketer } from '../hashing/kernel.ts';
import type { Condition } from '../specs/spec.ts';

/** What a condition is compiled with. */
export interface ConditionParts {
  readonly dialect: Dialect;
  /** {@link Kernel.bucketer} of the specs being compiled. */
  readonly bucketer: (salt: string, buckets: number) => Bucketer;
}

/** A condition, compiled. */
export interface CompiledCondition {
  readonly check: Check;
  /** Whether it asks other specs. */
  readonly nested: boolean;
  /** Finds the value that is compared, for explanations; null where there is none. */
  readonly read: Reader | null;
  /** The gates that it asks, in order. */
  readonly gates: readonly string[];
}

/** The check of what is not understood. One is enough to make its whole spec unsupported. */
export function giveUp(run: Run): false {
  run.unsupported = true;
  return false;
}

export const noGates: readonly string[] = /* @__PURE__ */ Object.freeze([]);

/** Compiles the conditions of one type; null when the condition is unsupported. */
export type ConditionType = (condition: Condition, parts: ConditionParts) => CompiledCondition | null;

/** A condition that finds a value and puts it to its operator. */
export function valueCondition(
  readerOf: (condition: Condition, parts: ConditionParts) => Reader,
): ConditionType {
  return (condition, parts) => {
    const { operators } = parts.dialect;
    const { operator, targetValue } = condition;
    const compare = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
    if (compare === undefined) return null;
    const read = readerOf(condition, parts);
    return { check: compare(targetValue, read), nested: false, read, gates: noGates };
  };
}
