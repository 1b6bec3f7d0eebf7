/** `2026-11-23T10:00:00Z`, with a zone, or with a space and then without one. */
const written = /^(\d{4}-\d\d-\d\d)([Tt ])(\d\d:\d\d:\d\d(?:\.\d+)?)([Zz]|[+-]\d\d:\d\d|)$/;
export const integer = /^[+-]?\d+$/;

/**
 * Reads a point in time, in epoch milliseconds; NaN when it is written in no form that Server Core knows: an integer,
 * RFC 3339, or `YYYY-MM-DD HH:MM:SS` in UTC.
 *
 * @param length - How long a date may be; others are not tried.
 */
export function instantOf(value: unknown, length: { readonly min: number; readonly max: number }): number {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return Number.isInteger(value) ? within64Bits(value) : Number.NaN;
  if (typeof value !== 'string') return Number.NaN;
  if (integer.test(value)) return within64Bits(Number(value));
  return value.length < length.min || value.length > length.max ? Number.NaN : parseDate(value);
}

/** What no signed 64-bit integer holds is no point in time. */
function within64Bits(value: number): number {
  return Math.abs(value) < 2 ** 63 ? value : Number.NaN;
}

function parseDate(text: string): number {
  const [, day = '', separator, clock = '', zone] = written.exec(text) ?? [];
  // A leap second is the one behind the fifty-ninth.
  const leapMs = clock.startsWith(':60', 5) ? 1_000 : 0;
  const time = leapMs === 0 ? clock : clock.replace(':60', ':59');
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // `Date.parse` reads 30 February as 2 March, and 24:00 as the next day.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day) || time >= '24')
    return Number.NaN;
  if (zone === '') return separator === ' ' ? Date.parse(`${day}T${time}Z`) + leapMs : Number.NaN;
  return Date.parse(`${day}T${time}${zone}`) + leapMs;
}
