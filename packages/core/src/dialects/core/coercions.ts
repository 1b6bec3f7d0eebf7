import { isRecord } from '../../specs/record.ts';
import type { Coercions } from '../dialect.ts';
import { instantOf, integer } from './instants.ts';
import { patternOf } from './patterns.ts';
import { elementText, textOf } from './texts.ts';

const float = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf|infinity)$/i;
/** Server Core has no bound. This one bounds the patterns that look at a text again and again, not the exponential ones. */
const maxMatchLength = 100_000;
/** Smaller numbers are seconds. */
const minMilliseconds = 10_000_000_000;
const dayMs = 86_400_000;

/** Typed conversions: a value is a text, a number or an instant only if it is written as one. */
export const coreCoercions: Coercions = {
  number,
  version: textOf,
  versionPart: (part) => {
    const number = integer.test(part.trim()) ? Number(part) : Number.NaN;
    // What no signed 128-bit integer holds is no part.
    return Math.abs(number) < 2 ** 127 ? number : Number.NaN;
  },
  memberText: (value) => textOf(value) ?? '',
  searchText: (value) => textOf(value) ?? '',
  matchText: (value) => {
    const text = textOf(value);
    return text === undefined || text.length > maxMatchLength ? undefined : text;
  },
  pattern: patternOf,
  members: (target) => {
    if (Array.isArray(target)) return target.map(elementText);
    // Keys are compared as they are: no text in lower case equals one with an upper-case letter.
    return isRecord(target) ? Object.keys(target).filter((key) => key === key.toLowerCase()) : undefined;
  },
  exactMembers: distinctTexts,
  searchTargets: distinctTexts,
  instant: (value) => {
    const instant = instantOf(value, { min: 8, max: 20 });
    return Math.abs(instant) < minMilliseconds ? instant * 1_000 : instant;
  },
  targetInstant: (target) => {
    const milliseconds = number(target);
    if (!Number.isNaN(milliseconds)) return Math.trunc(milliseconds);
    return instantOf(target, { min: 0, max: Number.POSITIVE_INFINITY });
  },
  dayOf: (instant) => Math.trunc(instant / dayMs),
  elements: (value) => (Array.isArray(value) ? new Set(value.map(textOf)) : undefined),
  elementTargets: (target) => distinctTexts(target)?.map((text) => [text]),
  listedID: textOf,
  sameAs,
};

function number(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !float.test(value)) return Number.NaN;
  return Number(value.replace(/inf(?:inity)?$/i, 'Infinity'));
}

/** Of targets that differ only in case, the last one counts. */
function distinctTexts(target: unknown): readonly string[] | undefined {
  if (!Array.isArray(target)) return undefined;
  const texts = target.map(elementText);
  return [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()];
}

function sameAs(target: unknown): (value: unknown) => boolean {
  // The clock is a Date here: an instant, and neither number nor text.
  if (target === null || target === undefined)
    return (value) => value === null || value === undefined || value instanceof Date;
  if (typeof target === 'boolean') return (value) => value === target;
  if (typeof target === 'number') return (value) => number(value) === target;
  if (typeof target === 'string') return (value) => textOf(value) === target;
  if (Array.isArray(target)) {
    // Targets that differ only in case are one to Server Core, which then never has as many elements.
    if (distinctTexts(target)?.length !== target.length) return () => false;
    return (value) => Array.isArray(value) && sameElements(value, target);
  }
  return (value) => isRecord(value) && isRecord(target) && sameFields(value, target);
}

function sameElements(value: readonly unknown[], target: readonly unknown[]): boolean {
  return (
    value.length === target.length && value.every((element, i) => textOf(element) === elementText(target[i]))
  );
}

function sameFields(
  value: Readonly<Record<string, unknown>>,
  target: Readonly<Record<string, unknown>>,
): boolean {
  const keys = Object.keys(target);
  return (
    Object.keys(value).length === keys.length &&
    keys.every((key) => Object.hasOwn(value, key) && textOf(value[key]) === elementText(target[key]))
  );
}
