import { numberOf, textOf } from '../../specs/text.ts';
import type { Coercions } from '../dialect.ts';

/** Values of this length or longer are not searched: the legacy SDK's bound, and a guard against slow patterns. */
const maxMatchLength = 1_000;
/** Smaller numbers are seconds: as milliseconds they would lie in the spring of 1970. */
const minMilliseconds = 10_000_000_000;
const dayMs = 86_400_000;

/** JavaScript's own conversions, which are what the legacy SDK lets happen. */
export const legacyCoercions: Coercions = {
  number: (value) => (value === null || value === undefined ? Number.NaN : numberOf(value)),
  version: (value) => (typeof value === 'string' ? value : undefined),
  versionPart: Number,
  memberText: textOf,
  searchText: (value) => (value === null || value === undefined ? undefined : textOf(value)),
  matchText: (value) => {
    const text = textOf(value);
    return text.length < maxMatchLength ? text : undefined;
  },
  pattern: (target) => {
    try {
      return new RegExp(textOf(target));
    } catch {
      return undefined;
    }
  },
  members: textsOf,
  exactMembers: textsOf,
  searchTargets: (target) =>
    textsOf(Array.isArray(target) ? target.filter((element) => element !== null) : target),
  instant: instantOf,
  targetInstant: instantOf,
  // The legacy SDK asks for the day in the host's time zone, so that its answer depends on the host. Days are UTC's here.
  dayOf: (instant) => Math.floor(instant / dayMs),
  elements: (value) => (Array.isArray(value) ? new Set<unknown>(value) : undefined),
  elementTargets: (target) =>
    Array.isArray(target)
      ? target.map((element) => [element, Number.parseInt(textOf(element), 10)])
      : undefined,
  listedID: (value) => (typeof value === 'string' && value !== '' ? value : undefined),
  // biome-ignore lint/suspicious/noDoubleEquals: loose equality is the legacy SDK's.
  sameAs: (target) => (value) => value == target,
};

function textsOf(target: unknown): readonly string[] | undefined {
  return Array.isArray(target) ? target.map(textOf) : undefined;
}

function instantOf(value: unknown): number {
  if (value === null || value === undefined) return Number.NaN;
  const date = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(date)) return date;
  const number = numberOf(value);
  // Through a Date, because numbers beyond its range are no point in time.
  return new Date(number < minMilliseconds ? number * 1_000 : number).getTime();
}
