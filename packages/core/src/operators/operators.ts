import type { Coercions } from '../dialects/dialect.ts';
import { elements } from './elements.ts';
import { same } from './equality.ts';
import { inSegmentList } from './id-lists.ts';
import { day, instant } from './instants.ts';
import { numeric } from './numbers.ts';
import { not, type Operator } from './operator.ts';
import { matches, oneOf, oneOfAnyCase, someText } from './texts.ts';
import { version } from './versions.ts';

/** Operators by the name they have in a condition. */
export type Operators = Readonly<Record<string, Operator>>;

/** Every operator that a condition can name, one row each; what a value counts as is the dialect's affair. */
export function operatorsOf(as: Coercions): Operators {
  return {
    gt: numeric(as, (value, target) => value > target),
    gte: numeric(as, (value, target) => value >= target),
    lt: numeric(as, (value, target) => value < target),
    lte: numeric(as, (value, target) => value <= target),

    version_gt: version(as, (order) => order > 0),
    version_gte: version(as, (order) => order >= 0),
    version_lt: version(as, (order) => order < 0),
    version_lte: version(as, (order) => order <= 0),
    version_eq: version(as, (order) => order === 0),
    version_neq: version(as, (order) => order > 0 || order < 0),

    any: oneOfAnyCase(as),
    none: not(oneOfAnyCase(as)),
    any_case_sensitive: oneOf(as),
    none_case_sensitive: not(oneOf(as)),
    str_starts_with_any: someText(as, (value, target) => value.startsWith(target)),
    str_ends_with_any: someText(as, (value, target) => value.endsWith(target)),
    str_contains_any: someText(as, (value, target) => value.includes(target)),
    str_contains_none: not(someText(as, (value, target) => value.includes(target))),
    str_matches: matches(as),

    eq: same(as),
    neq: not(same(as)),

    before: instant(as, (value, target) => value < target),
    after: instant(as, (value, target) => value > target),
    on: day(as, (value, target) => value === target),

    // A value that is no array fails all four, so these are no negations of each other.
    array_contains_any: elements(as, (has, targets) => targets.some(has)),
    array_contains_none: elements(as, (has, targets) => !targets.some(has)),
    array_contains_all: elements(as, (has, targets) => targets.every(has)),
    not_array_contains_all: elements(as, (has, targets) => !targets.every(has)),

    in_segment_list: inSegmentList(as),
    not_in_segment_list: not(inSegmentList(as)),
  };
}
