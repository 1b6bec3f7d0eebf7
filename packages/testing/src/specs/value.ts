import { type Condition, conditionOf } from './condition.ts';

type Values = readonly (string | number | boolean)[];

/** A moment: a date, or epoch milliseconds. */
type Moment = Date | number;

/**
 * Something that users have, to be compared. Each method makes one condition, of the operator that a project would use; a
 * user who lacks the value fails it, except where the method says otherwise by its name.
 */
export interface Value {
  /** One of these, ignoring case. */
  isOneOf(...targets: Values): Condition;
  /** None of these, ignoring case; also holds for users without the value. */
  isNotOneOf(...targets: Values): Condition;
  /** Exactly this. */
  equals(target: string | number | boolean): Condition;
  /** Text that begins with one of these, ignoring case. */
  startsWith(...targets: readonly string[]): Condition;
  /** Text that ends with one of these, ignoring case. */
  endsWith(...targets: readonly string[]): Condition;
  /** Text that contains one of these, ignoring case. */
  contains(...targets: readonly string[]): Condition;
  /** Text that a pattern finds something in. Flags of the pattern are not part of a project, and so not taken over. */
  matches(pattern: RegExp): Condition;
  isGreaterThan(target: number): Condition;
  isAtLeast(target: number): Condition;
  isLessThan(target: number): Condition;
  isAtMost(target: number): Condition;
  /** A version, compared part by part: `1.10` is later than `1.9`. */
  isVersionAtLeast(target: string): Condition;
  /** A version, compared part by part. */
  isVersionBelow(target: string): Condition;
  isBefore(target: Moment): Condition;
  isAfter(target: Moment): Condition;
  /** A list with at least one of these. */
  includesAnyOf(...targets: Values): Condition;
  /** A list with each of these. */
  includesAllOf(...targets: Values): Condition;
  /** A list with none of these. */
  includesNoneOf(...targets: Values): Condition;
}

/** Which value of a user a condition looks at. */
export type ValueSource = Pick<Condition, 'type'> & Partial<Condition>;

/** The conditions that can be made of a value. */
export function comparisons(source: ValueSource): Value {
  const compared = (operator: string) => (targetValue: unknown) =>
    conditionOf({ ...source, operator, targetValue });
  const comparedWithAll =
    (operator: string) =>
    (...targets: readonly unknown[]) =>
      compared(operator)(targets);
  const comparedInTime = (operator: string) => (target: Moment) => compared(operator)(Number(target));
  return {
    isOneOf: comparedWithAll('any'),
    isNotOneOf: comparedWithAll('none'),
    equals: compared('eq'),
    startsWith: comparedWithAll('str_starts_with_any'),
    endsWith: comparedWithAll('str_ends_with_any'),
    contains: comparedWithAll('str_contains_any'),
    matches: (pattern) => compared('str_matches')(pattern.source),
    isGreaterThan: compared('gt'),
    isAtLeast: compared('gte'),
    isLessThan: compared('lt'),
    isAtMost: compared('lte'),
    isVersionAtLeast: compared('version_gte'),
    isVersionBelow: compared('version_lt'),
    isBefore: comparedInTime('before'),
    isAfter: comparedInTime('after'),
    includesAnyOf: comparedWithAll('array_contains_any'),
    includesAllOf: comparedWithAll('array_contains_all'),
    includesNoneOf: comparedWithAll('array_contains_none'),
  };
}
