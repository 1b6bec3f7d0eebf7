/** What has to hold for a rule to apply, as it stands in a payload. Made by {@link user}, {@link environment} and the like. */
export interface Condition {
  readonly type: string;
  readonly operator: string | null;
  readonly field: string | null;
  readonly targetValue: unknown;
  readonly idType: string;
  readonly additionalValues?: Readonly<Record<string, unknown>>;
}

/** Holds for everyone. */
export const everyone: Condition = conditionOf({ type: 'public' });

/** Holds for users for whom a gate is open. */
export function passesGate(name: string): Condition {
  return conditionOf({ type: 'pass_gate', targetValue: name });
}

/** Holds for users for whom a gate is closed. */
export function failsGate(name: string): Condition {
  return conditionOf({ type: 'fail_gate', targetValue: name });
}

/** A condition, with what it leaves out filled in. */
export function conditionOf(parts: Partial<Condition> & Pick<Condition, 'type'>): Condition {
  return { operator: null, field: null, targetValue: null, idType: 'userID', ...parts };
}
